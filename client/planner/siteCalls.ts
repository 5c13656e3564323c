import type {
  PhotoWire,
  RegisterCheckWire,
  SiteConflictWire,
  SiteRecordWire,
  SiteRefusedWire,
  SiteTextsWire,
} from '../../server/contract/sites.ts';
import type { LonLat } from '../../server/shared/coordinates.ts';
import { type ApiTrouble, type Fetch, troubleOf } from './api.ts';

/** How something asked of the site register ended. Never thrown. */
export type SiteAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  /** These fields cannot be taken. */
  | { readonly kind: 'refused'; readonly problems: SiteRefusedWire['problems'] }
  /** Somebody else has changed the site meanwhile. */
  | { readonly kind: 'conflict'; readonly conflict: SiteConflictWire }
  | { readonly kind: 'trouble'; readonly trouble: ApiTrouble };

/** What the page asks of the site register. */
export interface SiteCalls {
  record(id: string): Promise<SiteAnswer<SiteRecordWire>>;
  /** Changes fields of a site; without one, adds it. */
  save(
    id: string | null,
    asked: { readonly version: number; readonly texts: SiteTextsWire; readonly way: 'form' | 'map' },
  ): Promise<SiteAnswer<SiteRecordWire>>;
  /** Where a postcode is; null when it is not among those of the region. */
  placeOf(postcode: string): Promise<SiteAnswer<{ readonly lonLat: LonLat | null }>>;
  /** Keeps a photo (JPEG), and answers with its name. */
  keepPhoto(photo: Blob): Promise<SiteAnswer<PhotoWire>>;
  /** What an edited register would change. */
  check(file: Blob): Promise<SiteAnswer<RegisterCheckWire>>;
  apply(file: Blob, stamp: string): Promise<SiteAnswer<RegisterCheckWire>>;
}

/** The register over HTTP, same origin. */
export function createSiteCalls(fetch: Fetch): SiteCalls {
  const send = <Value>(method: string, path: string, body?: object) =>
    call<Value>(fetch, path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
  const sendFile = <Value>(path: string, file: Blob, type = 'text/csv') =>
    call<Value>(fetch, path, { method: 'POST', body: file, headers: { 'Content-Type': type } });
  return {
    record: (id) => send('GET', `/api/register/${encodeURIComponent(id)}`),
    save: (id, asked) =>
      id === null
        ? send('POST', '/api/register', { texts: asked.texts })
        : send('PUT', `/api/register/${encodeURIComponent(id)}`, asked),
    placeOf: (postcode) => send('POST', '/api/register/places', { postcode }),
    keepPhoto: (photo) => sendFile('/api/register/photos', photo, 'image/jpeg'),
    check: (file) => sendFile('/api/register/checks', file),
    apply: (file, stamp) => sendFile(`/api/register/imports?stamp=${encodeURIComponent(stamp)}`, file),
  };
}

const OFFLINE: ApiTrouble = {
  kind: 'offline',
  code: 'OFFLINE',
  message:
    'The planner does not answer. What you have written is still here: check the connection, then try again.',
};

async function call<Value>(fetch: Fetch, path: string, init: RequestInit): Promise<SiteAnswer<Value>> {
  let status: number;
  let answered: unknown;
  try {
    const response = await fetch(path, { credentials: 'same-origin', ...init });
    status = response.status;
    answered = parsed(await response.text());
  } catch {
    return { kind: 'trouble', trouble: OFFLINE };
  }
  if (status < 300) return { kind: 'done', value: answered as Value };
  const body = (answered ?? {}) as { problems?: SiteRefusedWire['problems']; record?: unknown };
  if (status === 400 && body.problems) return { kind: 'refused', problems: body.problems };
  if (status === 409 && body.record) return { kind: 'conflict', conflict: answered as SiteConflictWire };
  const trouble = troubleOf(status, answered);
  return { kind: 'trouble', trouble: status === 401 ? { ...trouble, kind: 'signed-out' } : trouble };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
