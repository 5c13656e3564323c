import type { JobWire } from '../../server/contract/planner.ts';
import type {
  InspectedTableWire,
  PlanFromTableWire,
  PlanSourceWire,
  TablePreviewWire,
  TableReadingWire,
} from '../../server/contract/timetables.ts';
import type { Answer } from './api.ts';

/** What can be asked about the timetables among the uploaded files, and the plans made of them. */
export interface TimetableCalls {
  inspect(name: string): Promise<Answer<InspectedTableWire>>;
  preview(name: string, reading: TableReadingWire): Promise<Answer<TablePreviewWire>>;
  plan(name: string, asked: PlanFromTableWire): Promise<Answer<JobWire>>;
  sources(): Promise<Answer<readonly PlanSourceWire[]>>;
}

/** The same over HTTP. @param ask  sends a request and understands its answer */
export function createTimetableCalls(
  ask: <Value>(method: string, path: string, body?: unknown) => Promise<Answer<Value>>,
): TimetableCalls {
  const at = (name: string) => `/api/timetables/${encodeURIComponent(name)}`;
  return {
    inspect: (name) => ask('GET', at(name)),
    preview: (name, reading) => ask('POST', `${at(name)}/preview`, reading),
    plan: (name, asked) => ask('POST', `${at(name)}/plan`, asked),
    sources: () => ask('GET', '/api/timetables'),
  };
}
