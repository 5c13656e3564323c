import type { AskablePlaceWire } from '../../server/contract/choice.ts';
import type { SiteWire } from '../../server/contract/planner.ts';

/** Facts of the register that candidates can be asked for, by the names the server gives them. */
export const FACILITIES = {
  surface: 'Firm surface',
  space: 'Room for the van',
  toilet: 'Toilet',
  power: 'Power',
  stepFree: 'Step-free',
} as const;
export type Facility = keyof typeof FACILITIES;

export const HUB_REACHES = {
  any: 'Anywhere',
  beyond: 'Beyond reach of every hub',
  within: 'Within reach of a hub',
} as const;
export const PLAN_USES = { any: 'In the plan or not', in: 'In this plan', out: 'Not in this plan' } as const;

/** Which candidate sites are shown, and which two are compared: part of the address. */
export interface ChoiceView {
  readonly words: string;
  readonly hubReach: keyof typeof HUB_REACHES;
  /** '' for any. */
  readonly status: string;
  /** '' for any. */
  readonly community: string;
  /** '' for any. */
  readonly district: string;
  readonly facilities: readonly Facility[];
  /** Newly reached children, at least. */
  readonly leastReached: number;
  readonly planUse: keyof typeof PLAN_USES;
  /** None, one or two sites. */
  readonly compared: readonly string[];
  /** Of whom "why not us?" is asked; null: of nobody. */
  readonly asked: AskedPlace | null;
}

/** A place of which "why not us?" can be asked. */
export type AskedPlace = Pick<AskablePlaceWire, 'kind' | 'id'>;

/** Everything is shown and nothing compared. */
export const ALL_CANDIDATES: ChoiceView = {
  words: '',
  hubReach: 'any',
  status: '',
  community: '',
  district: '',
  facilities: [],
  leastReached: 0,
  planUse: 'any',
  compared: [],
  asked: null,
};

/** What the address says of it; undefined when it says nothing that differs from the usual. Nonsense is left out. */
export function choiceViewOf(said: URLSearchParams): ChoiceView | undefined {
  const oneOf = <Key extends string>(
    name: string,
    options: Readonly<Record<Key, string>>,
    usual: Key,
  ): Key => {
    const text = said.get(name) ?? '';
    return Object.hasOwn(options, text) ? (text as Key) : usual;
  };
  const listOf = (name: string) => (said.get(name) ?? '').split('~').filter(Boolean);
  const reached = said.get('reached') ?? '';
  const view: ChoiceView = {
    words: said.get('find') ?? '',
    hubReach: oneOf('hub', HUB_REACHES, 'any'),
    status: said.get('status') ?? '',
    community: said.get('community') ?? '',
    district: said.get('district') ?? '',
    facilities: listOf('has').filter((name): name is Facility => Object.hasOwn(FACILITIES, name)),
    leastReached: /^\d{1,6}$/.test(reached) ? Number(reached) : 0,
    planUse: oneOf('use', PLAN_USES, 'any'),
    compared: [...new Set(listOf('compare'))].slice(0, 2),
    asked: askedOf(said.get('ask') ?? ''),
  };
  return JSON.stringify(view) === JSON.stringify(ALL_CANDIDATES) ? undefined : view;
}

const KINDS: readonly AskedPlace['kind'][] = ['site', 'area', 'village'];

function askedOf(text: string): AskedPlace | null {
  const [kind, ...rest] = text.split(':');
  const id = rest.join(':');
  const known = KINDS.find((each) => each === kind);
  return known && id ? { kind: known, id } : null;
}

/** Puts into the address what differs from the usual. */
export function sayChoiceView(said: URLSearchParams, view: ChoiceView): void {
  const say = (name: string, text: string) => (text === '' ? undefined : said.set(name, text));
  say('find', view.words);
  if (view.hubReach !== 'any') say('hub', view.hubReach);
  say('status', view.status);
  say('community', view.community);
  say('district', view.district);
  say('has', view.facilities.join('~'));
  if (view.leastReached > 0) say('reached', String(view.leastReached));
  if (view.planUse !== 'any') say('use', view.planUse);
  say('compare', view.compared.join('~'));
  if (view.asked) say('ask', `${view.asked.kind}:${view.asked.id}`);
}

/**
 * The candidates that are asked for, in their order.
 * @param known.cutoffSeconds  a hub farther than this is beyond reach; null: not known yet, and then all are shown
 * @param known.stops          sites of the plan on show
 */
export function shownCandidates(
  sites: readonly SiteWire[],
  view: ChoiceView,
  known: { readonly cutoffSeconds: number | null; readonly stops: ReadonlySet<string> },
): SiteWire[] {
  const words = view.words.toLowerCase().split(/\s+/).filter(Boolean);
  return sites.filter((site) => {
    const said = `${site.name} ${site.community} ${site.address}`.toLowerCase();
    return (
      words.every((word) => said.includes(word)) &&
      (view.status === '' || site.status === view.status) &&
      (view.community === '' || site.community === view.community) &&
      (view.district === '' || site.district === view.district) &&
      isInReach(site, view.hubReach, known.cutoffSeconds) &&
      view.facilities.every((name) => hasFacility(site, name)) &&
      Math.round(site.newlyReachedChildren) >= view.leastReached &&
      (view.planUse === 'any' || known.stops.has(site.id) === (view.planUse === 'in'))
    );
  });
}

function isInReach(site: SiteWire, wanted: ChoiceView['hubReach'], cutoffSeconds: number | null): boolean {
  if (wanted === 'any' || cutoffSeconds === null) return true;
  const isWithin = site.hubSeconds !== null && site.hubSeconds <= cutoffSeconds;
  return isWithin === (wanted === 'within');
}

/** Known to be there: what nobody knows is not. */
const hasFacility = (site: SiteWire, name: Facility): boolean =>
  site.suitability.some((fact) => fact.name === name && fact.share === 1);

/** How many filters are set, words left out. */
export const filtersSet = (view: ChoiceView): number =>
  [
    view.hubReach !== 'any',
    view.status !== '',
    view.community !== '',
    view.district !== '',
    view.leastReached > 0,
    view.planUse !== 'any',
    ...view.facilities,
  ].filter(Boolean).length;

/** The compared sites once one more is picked: the older of two gives way; picked again, it is put away. */
export function withCompared(compared: readonly string[], siteId: string): string[] {
  if (compared.includes(siteId)) return compared.filter((id) => id !== siteId);
  return [...compared, siteId].slice(-2);
}
