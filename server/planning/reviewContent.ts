import type {
  AlternativeWire,
  AreaLossWire,
  LossesWire,
  ReviewContentWire,
  RuleEffectWire,
  StopRemarkWire,
} from '../contract/rules.ts';
import type { Plan } from '../core/nouns.ts';
import type { OrderEffect } from '../core/rules/orderEffects.ts';
import type { RuleEffect, StopRemark } from '../core/rules/reviewState.ts';
import type { RulesOutcome } from '../core/rules/runRules.ts';
import { type Alternative, type Losses, twoNearest } from '../core/rules/whoLoses.ts';
import { submatrix, type TravelMatrix } from '../core/travelMatrix.ts';
import type { RuleSet } from '../shared/councilRules.ts';
import { ruleWords } from '../shared/councilRuleWords.ts';
import { counted } from '../shared/text.ts';
import { UNREACHABLE } from '../shared/units.ts';
import type { ReadableDb } from '../store/open.ts';
import { getRegion } from '../store/region.ts';
import type { ReviewFacts } from './reviewFacts.ts';

/** What came out of a review, before it has words. */
interface Reviewed {
  readonly plan: Plan;
  readonly set: RuleSet;
  readonly facts: ReviewFacts;
  readonly outcome: RulesOutcome;
  readonly orderEffects: readonly OrderEffect[];
  readonly losses: Losses;
}

/** A review with every name and sentence in it, so that it can be shown as it was when the data have changed. */
export function reviewContent(db: ReadableDb, reviewed: Reviewed): ReviewContentWire {
  const { plan, set, facts, outcome, orderEffects } = reviewed;
  const { access, input } = facts;
  const name = namesIn(facts);
  return {
    planId: plan.id,
    planLetter: plan.letter,
    set,
    cycleWeeks: input.cycleWeeks,
    cutoffSeconds: input.cutoffSeconds,
    walkSeconds: access.parameters.withinWalkSeconds,
    roads: {
      label: getRegion(db).roadsLabel,
      engine: access.areasToSites.source.engine,
      isEstimate: access.areasToSites.source.isEstimate,
    },
    stops: stopsOf(reviewed, name),
    effects: outcome.effects.map((effect) => effectOf(effect, set, name)),
    orderEffects: orderEffects.map((effect) => ({
      ...effect,
      wouldStay: effect.wouldStay.map(name),
      wouldGo: effect.wouldGo.map(name),
      visitsOtherwise: effect.visitsOtherwise.map(name),
    })),
    losses: lossesOf(reviewed, name),
    notes: notesOn(reviewed),
  };
}

type NameOf = (placeId: string) => string;

function namesIn({ sites, access }: ReviewFacts): NameOf {
  const hubs = new Map(access.hubs.map((hub) => [hub.id, hub.name]));
  return (id) => sites.get(id)?.name ?? hubs.get(id) ?? id;
}

function stopsOf({ facts, outcome }: Reviewed, name: NameOf): ReviewContentWire['stops'] {
  const { input, sites } = facts;
  const staying = new Set(
    outcome.stops.filter(({ visitsAfter }) => visitsAfter > 0).map(({ siteId }) => siteId),
  );
  const ids = input.stops.map(({ siteId }) => siteId);
  const ways = {
    toHubs: submatrix(input.stopsToHubs, { from: ids, to: input.stopsToHubs.to }),
    toStops: stopsAlone(input.stopsToStops, ids),
  };
  return outcome.stops.map(({ intoSiteId, ...result }, i) => {
    const stop = input.stops[i];
    const isGone = result.visitsAfter === 0;
    const { nearest, nextBest } = twoNearest(ways, i, (id) => staying.has(id));
    return {
      ...result,
      name: stop.name,
      community: sites.get(stop.siteId)?.community ?? '',
      lonLat: stop.lonLat,
      users: stop.users,
      intoName: intoSiteId && name(intoSiteId),
      nearest: isGone ? alternativeOf(nearest, name) : null,
      nextBest: isGone ? alternativeOf(nextBest, name) : null,
    };
  });
}

const stopsAlone = (matrix: TravelMatrix, ids: readonly string[]): TravelMatrix =>
  submatrix(matrix, { from: ids, to: ids });

const alternativeOf = (found: Alternative | null, name: NameOf): AlternativeWire | null =>
  found && { ...found, name: name(found.placeId) };

function effectOf(effect: RuleEffect, set: RuleSet, name: NameOf): RuleEffectWire {
  const rule = set.rules.find(({ id }) => id === effect.ruleId) as RuleSet['rules'][number];
  const named = ({ siteId, reason, paperReason }: StopRemark): StopRemarkWire => ({
    siteId,
    name: name(siteId),
    reason,
    paperReason,
  });
  const isReduced = ({ change }: { change: string }) => change === 'reduced';
  return {
    rule,
    words: ruleWords(rule, name),
    stopsBefore: effect.stopsBefore,
    stopsAfter: effect.stopsAfter,
    changes: effect.changes.filter((change) => !isReduced(change)).map(named),
    reduced: effect.changes.filter(isReduced).map(named),
    spared: effect.spared.map(named),
    notJudged: effect.notJudged.map(named),
    remarks: effect.remarks,
  };
}

function lossesOf({ facts, losses }: Reviewed, name: NameOf): LossesWire {
  const areas = new Map(facts.access.areas.map((area) => [area.id, area]));
  return {
    ...losses,
    areas: losses.areas.map((loss): AreaLossWire => {
      const area = areas.get(loss.areaId);
      return {
        ...loss,
        name: area?.name ?? loss.areaId,
        deprivationDecile: area?.deprivationDecile ?? null,
        ruralUrban: area?.ruralUrban ?? null,
        noCarShare: area?.noCarShare ?? 0,
        before: alternativeOf(loss.before, name),
        nearest: alternativeOf(loss.nearest, name),
        nextBest: alternativeOf(loss.nextBest, name),
        extraSeconds: loss.extraSeconds < UNREACHABLE ? loss.extraSeconds : null,
      };
    }),
  };
}

/** What a reader of the figures has to know, in the order of its weight. */
function notesOn({ facts, plan }: Reviewed): string[] {
  const { input, access, leftOut } = facts;
  const expected = input.stops.filter(({ users }) => users?.basis === 'expected').length;
  const isWalkEstimate = access.areasToHubsOnFoot.source.isEstimate;
  const assumed = access.areas.filter((area) => area.assumed.length > 0).length;
  const unserved = plan.stops.length - leftOut - input.stops.length;
  return [
    ...(access.areasToSites.source.isEstimate
      ? ['Drives are estimates from straight lines, not routed on roads.']
      : []),
    ...(expected > 0
      ? [
          `Users a visit are counted at ${input.stops.length - expected} of ${counted(input.stops.length, 'stop')}. At the others they are the contacts that are expected, the middle of a range that is an estimate.`,
        ]
      : []),
    'Users a visit stay as they are while stops go: nobody is assumed to go to another stop.',
    'Who loses is told by distance alone: a stop that is visited less often counts as before. How often help comes is measured in the step Access, once a plan is made of what is left.',
    'Children are those aged 0 to 4. Those in households without a car are their number × the share of households without one, an estimate.',
    ...(isWalkEstimate ? ['Walks are estimates from the length of roads and the pace of a pram.'] : []),
    'A stop belongs to the deprivation tenth, district and class of the area whose people live nearest to it.',
    ...(assumed > 0
      ? [`${counted(assumed, 'area')} of ${access.areas.length} have a figure that is assumed.`]
      : []),
    ...(unserved > 0
      ? [
          `${counted(unserved, 'stop')} of the plan ${unserved === 1 ? 'is' : 'are'} not served by its rota, and not part of the review.`,
        ]
      : []),
    ...(leftOut > 0
      ? [
          `${counted(leftOut, 'stop')} no longer in the site register ${leftOut === 1 ? 'was' : 'were'} left out.`,
        ]
      : []),
  ];
}
