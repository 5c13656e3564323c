import type { JobWire, PlanRequestWire } from '../../server/contract/planner.ts';
import type { SiteTextsWire } from '../../server/contract/sites.ts';
import type { MeasureName } from '../../server/shared/accessMeasures.ts';
import type { LonLat } from '../../server/shared/coordinates.ts';
import type { RuleSet } from '../../server/shared/councilRules.ts';
import type { AccessShows } from './accessView.ts';
import type { ChoiceView } from './choiceView.ts';
import type { RotaAsked } from './rotaAsking.ts';
import type { ResourceKey, Selection, Step, Trouble, View } from './state.ts';

/** How one site may be used by the next plan. */
export type SiteWish = 'allowed' | 'must' | 'never';

/** Everything that can happen to the page's state. */
export type Action =
  | { readonly type: 'step-opened'; readonly step: Step }
  | { readonly type: 'plan-opened'; readonly planId: number }
  | { readonly type: 'selected'; readonly selection: Selection | null }
  | { readonly type: 'day-pointed'; readonly index: number | null }
  | { readonly type: 'access-asked'; readonly measure?: MeasureName; readonly shows?: AccessShows }
  | { readonly type: 'bands-shown'; readonly bands: View['bands'] }
  | { readonly type: 'candidates-asked'; readonly change: Partial<ChoiceView> }
  | { readonly type: 'view-followed'; readonly view: View }
  | { readonly type: 'fetching'; readonly key: ResourceKey }
  | { readonly type: 'fetched'; readonly key: ResourceKey; readonly value: unknown }
  | { readonly type: 'not-fetched'; readonly key: ResourceKey; readonly trouble: Trouble }
  | { readonly type: 'stale'; readonly keys: readonly ResourceKey[] }
  | { readonly type: 'request-changed'; readonly change: Partial<PlanRequestWire> }
  | { readonly type: 'site-wished'; readonly siteId: string; readonly wish: SiteWish }
  | { readonly type: 'rules-changed'; readonly set: RuleSet }
  | { readonly type: 'rota-asked'; readonly asked: RotaAsked }
  | { readonly type: 'rota-unasked' }
  | { readonly type: 'site-opened'; readonly siteId: string | null }
  | { readonly type: 'site-written'; readonly texts: SiteTextsWire }
  | { readonly type: 'site-placed'; readonly lonLat: LonLat }
  | { readonly type: 'site-closed' }
  | { readonly type: 'work-asked'; readonly kind: JobWire['kind'] }
  | { readonly type: 'work-changed'; readonly job: JobWire }
  | { readonly type: 'work-refused'; readonly kind: JobWire['kind']; readonly trouble: Trouble }
  | { readonly type: 'work-unheard' }
  | { readonly type: 'work-dismissed' }
  | { readonly type: 'approving'; readonly planId: number }
  | { readonly type: 'approval-ended'; readonly trouble: Trouble | null };
