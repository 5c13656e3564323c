import { gzipSync } from 'node:zlib';
import type { LookupEntry, OutwardLookup } from '../../core/lookupTimes.ts';
import type { Hub } from '../../core/nouns.ts';
import type { FinderAnswer, FinderFile, FinderPlaces, FinderStop } from '../../shared/finder.ts';
import { parsePostcode } from '../../shared/postcode.ts';
import { type ReleaseContent, type StopContent, wholeMinutes } from '../releaseContent.ts';

/** What a family's phone has to fetch for a postcode, compressed, at most; fewer stops are named where it would be more. */
const LARGEST_BYTES = 15_000;
/** Stops named in one answer, tried in turn. */
const STOPS_NAMED = [5, 4, 3, 2, 1];

/** `/lookup/<OUTWARD>.json` for every outward code, and `/lookup/places.json`. */
export function finderFiles(content: ReleaseContent): Map<string, string> {
  const files = new Map<string, string>();
  const stops = new Map(
    content.stops.filter((stop) => stop.upcoming.length > 0).map((stop) => [stop.site.id, finderStop(stop)]),
  );
  for (const outward of content.lookup.outwardCodes) {
    files.set(`lookup/${outward.code}.json`, finderFile(content, { outward, stops }));
  }
  const places: FinderPlaces = {
    release: content.number,
    places: content.places.map(({ name, slug, hint, otherNames }) => ({ name, slug, hint, otherNames })),
  };
  files.set('lookup/places.json', JSON.stringify(places));
  return files;
}

function finderFile(
  content: ReleaseContent,
  fields: { outward: OutwardLookup; stops: ReadonlyMap<string, FinderStop> },
): string {
  let written = '';
  for (const named of STOPS_NAMED) {
    written = JSON.stringify(fileNaming(content, { ...fields, named }));
    if (gzipSync(written).length <= LARGEST_BYTES) return written;
  }
  return written;
}

function fileNaming(
  content: ReleaseContent,
  fields: { outward: OutwardLookup; stops: ReadonlyMap<string, FinderStop>; named: number },
): FinderFile {
  const { outward, named } = fields;
  const stops = numbering<FinderStop>();
  const hubs = numbering<Hub>();
  const hubById = new Map(content.hubs.map((hub) => [hub.id, hub]));
  const answer = (entry: LookupEntry): Omit<FinderAnswer, 'for'> => {
    const hub = entry.hub && hubById.get(entry.hub.hubId);
    return {
      stops: entry.stops
        .flatMap(({ siteId, seconds }) => {
          const stop = fields.stops.get(siteId);
          return stop ? [{ stop, minutes: wholeMinutes(seconds) }] : [];
        })
        .slice(0, named)
        .map(({ stop, minutes }) => [stops.numberOf(stop), minutes] as const),
      hub: hub && entry.hub ? [hubs.numberOf(hub), wholeMinutes(entry.hub.seconds)] : null,
    };
  };
  const centre = { for: '', ...answer(outward.centre) };
  const answers = sharedAnswers(outward, answer);
  return {
    release: content.number,
    code: outward.code,
    hasRoad: outward.hasRoad,
    isEstimate: content.isEstimate,
    centre,
    answers,
    ended: endedByMonth(outward),
    stops: stops.values,
    hubs: hubs.values.map(({ name, address, postcode }) => ({ name, address, postcode })),
  };
}

/** Postcodes with the same answer share it; minutes are whole, so many do. */
function sharedAnswers(
  outward: OutwardLookup,
  answer: (entry: LookupEntry) => Omit<FinderAnswer, 'for'>,
): FinderAnswer[] {
  const shared = new Map<string, { inwards: string[]; found: Omit<FinderAnswer, 'for'> }>();
  for (const entry of [...outward.postcodes, ...outward.ended]) {
    const inward = parsePostcode(entry.postcode)?.inward;
    if (inward === undefined) continue;
    const found = answer(entry);
    const key = JSON.stringify(found);
    const known = shared.get(key);
    if (known) known.inwards.push(inward);
    else shared.set(key, { inwards: [inward], found });
  }
  return [...shared.values()].map(({ inwards, found }) => ({ for: inwards.join(''), ...found }));
}

/** Second halves of the postcodes out of use, by the month they ended, the oldest first. */
function endedByMonth({ ended }: OutwardLookup): FinderFile['ended'] {
  const months = new Map<string, string>();
  for (const { postcode, endedIn } of ended) {
    const inward = parsePostcode(postcode)?.inward;
    if (inward !== undefined) months.set(endedIn, (months.get(endedIn) ?? '') + inward);
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1));
}

function finderStop(stop: StopContent): FinderStop {
  const times = new Map<string, { open: number; close: number; dates: string[] }>();
  for (const { ledger } of stop.upcoming) {
    const [open, close] = [ledger.open / 60, ledger.close / 60];
    const group = times.get(`${open} ${close}`) ?? { open, close, dates: [] };
    group.dates.push(ledger.date);
    times.set(`${open} ${close}`, group);
  }
  return {
    slug: stop.site.slug,
    name: stop.site.name,
    community: stop.site.community,
    address: [stop.site.address, stop.site.postcode].filter(Boolean).join(', '),
    services: stop.sessionTypes.map((type) => type.publicName),
    times: [...times.values()],
    cancelled: stop.visits
      .filter(({ ledger }) => ledger.status === 'cancelled')
      .map(({ ledger }) => ({ date: ledger.date, reason: ledger.reason })),
  };
}

/** Numbers things 0, 1, 2, … in the order they are first asked for. */
function numbering<T>(): { values: T[]; numberOf: (value: T) => number } {
  const values: T[] = [];
  const numbers = new Map<T, number>();
  return {
    values,
    numberOf(value) {
      const known = numbers.get(value);
      if (known !== undefined) return known;
      numbers.set(value, values.length);
      return values.push(value) - 1;
    },
  };
}
