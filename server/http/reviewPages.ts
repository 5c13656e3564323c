import { extname } from 'node:path';
import { type Response, Router } from 'express';
import type { ReviewWire } from '../contract/rules.ts';
import { readLogo } from '../publish/siteAssets.ts';
import { outcomeWords, ruleWords } from '../shared/councilRuleWords.ts';
import { shownCountWords, suppressionNote } from '../shared/suppression.ts';
import { counted, listed } from '../shared/text.ts';
import { clockAt, clockWords, dateAt, dateWords } from '../shared/time.ts';
import { durationWords } from '../shared/words.ts';
import { getReview } from '../store/councilRules.ts';
import { getRegion } from '../store/region.ts';
import type { PlannerNeeds } from './plannerNeeds.ts';
import type { RenderPage } from './renderPage.ts';
import {
  alternativeWords,
  decisionOn,
  type GroupShown,
  leastCountShown,
  losingPart,
  type ReviewShown,
  ratioWords,
  reviewShown,
  shareWords,
  stopsInOrder,
  wholeMinutes,
} from './reviewPaper.ts';
import { presentReview } from './rulesApi.ts';
import { allow, type SignedInLocals } from './signIn.ts';

type Answer = Response<unknown, SignedInLocals>;

/** What the paper's page works with. */
export type ReviewPageNeeds = PlannerNeeds & {
  readonly renderPage: RenderPage;
  /** The council's picture; null or left out: its name in words. */
  readonly logoFile?: string | null;
};

/** A review as a paper for a committee, with the equality table: one page that prints on A4. */
export function reviewPages(needs: ReviewPageNeeds): Router {
  const router = Router();
  router.get('/planner/reviews/:id', (request, response: Answer) => {
    allow(response, 'coordinator');
    const id = String(request.params.id);
    const review = presentReview(getReview(needs.db, /^\d{1,9}$/.test(id) ? Number(id) : -1));
    response.type('html').send(needs.renderPage('review.njk', { paper: paperOf(needs, review) }));
  });
  return router;
}

/** Everything the page shows, in words. */
export function paperOf(needs: ReviewPageNeeds, review: ReviewWire) {
  const region = getRegion(needs.db);
  const threshold = leastCountShown(needs.db);
  const shown = reviewShown(review, threshold);
  const stops = stopsInOrder(review);
  return {
    id: review.id,
    councilName: needs.councilName,
    logo: needs.logoFile ? logoUri(needs.logoFile) : null,
    regionName: region.name,
    isSample: region.isSample,
    planLetter: review.planLetter,
    setName: review.set.name,
    setSource: review.set.source,
    madeWords: `${dateWords(dateAt(review.madeAt))}, ${clockWords(clockAt(review.madeAt))}`,
    madeBy: review.madeBy,
    answer: outcomeWords(review.stops),
    lossAnswer: lossWords(review, shown),
    rules: rulesOf(review),
    offRules: review.set.rules.filter(({ isOn }) => !isOn).map((rule) => ruleWords(rule, nameIn(review))),
    orders: ordersOf(review),
    gone: stops.filter(({ visitsAfter }) => visitsAfter === 0).map((stop) => goneRow(review, stop)),
    staying: stops
      .filter(({ visitsAfter }) => visitsAfter > 0)
      .map((stop) => ({
        name: stop.name,
        community: stop.community,
        visits: visitsWords(review, stop),
        // Of one that is visited less often the reason stands with its rule.
        reason: stop.outcome === 'kept' ? decisionOn(review, stop).reason : '',
      })),
    areas: review.losses.areas.map((area) => ({
      ...area,
      noCar: `${Math.round(area.noCarShare * 100)} %`,
      losing: losingPart(area),
      extra: area.extraSeconds === null ? 'no road left' : counted(wholeMinutes(area.extraSeconds), 'minute'),
      nearest: alternativeWords(area.nearest),
      nextBest: alternativeWords(area.nextBest),
    })),
    groupings: shown.groupings.map(({ title, groups }) => ({ title, groups: groups.map(groupRow) })),
    everyone: groupRow(shown.everyone),
    roadsLabel: review.roads.label,
    notes: [...review.notes, suppressionNote(threshold)],
    attribution: region.attribution,
  };
}

function lossWords({ cutoffSeconds, walkSeconds, losses }: ReviewWire, shown: ReviewShown): string[] {
  const { losing, further, children } = shown.everyone;
  if (losses.childrenFurther === 0)
    return ['No child under 5 has a longer drive to the nearest hub or stop.'];
  const count = (shownCount: number | null) => (shownCount === null ? 'a number that is' : 'about');
  const words = (shownCount: number | null) => `${count(shownCount)} ${shownCountWords(shownCount)}`;
  const mean = losses.meanExtraSeconds;
  const extra = mean === null ? '' : `, on average ${counted(wholeMinutes(mean), 'minute')} longer`;
  return [
    `Children under 5 who had a hub or stop within ${durationWords(cutoffSeconds)} by car and no longer have one: ${words(losing)}, of ${words(children)} in the region.`,
    `Others with a longer drive: ${words(further)}${extra}.`,
    `In households without a car (an estimate), children who had a hub or stop within a walk of ${durationWords(walkSeconds)}: ${words(shown.onFootBefore)}. Of them, those who no longer have one: ${words(shown.onFootLosing)}.`,
  ];
}

const nameIn =
  ({ stops }: ReviewWire) =>
  (siteId: string): string =>
    stops.find((stop) => stop.siteId === siteId)?.name ?? siteId;

const rulesOf = (review: ReviewWire) =>
  review.effects.map((effect, i) => ({
    number: i + 1,
    words: effect.words,
    stopsBefore: effect.stopsBefore,
    stopsAfter: effect.stopsAfter,
    reducedCount: effect.reduced.length,
    changes: [...effect.changes, ...effect.reduced].map(({ name, paperReason }) => ({
      name,
      reason: paperReason,
    })),
    spared: effect.spared.map(({ name, paperReason }) => ({ name, reason: paperReason })),
    notJudged: effect.notJudged.map(({ name }) => name),
    remarks: effect.remarks,
  }));

function ordersOf(review: ReviewWire): string[] {
  const numberOf = (id: string) => review.effects.findIndex(({ rule }) => rule.id === id) + 1;
  return review.orderEffects.map((effect) => {
    const parts = [
      ...(effect.wouldStay.length > 0 ? [`${listed(effect.wouldStay)} would stay`] : []),
      ...(effect.wouldGo.length > 0 ? [`${listed(effect.wouldGo)} would go`] : []),
      ...(effect.visitsOtherwise.length > 0
        ? [`${listed(effect.visitsOtherwise)} would be visited more or less often`]
        : []),
    ];
    return `With rule ${numberOf(effect.laterRuleId)} before rule ${numberOf(effect.earlierRuleId)}: ${parts.join('; ')}.`;
  });
}

const visitsWords = (
  { cycleWeeks }: ReviewWire,
  stop: { visitsBefore: number; visitsAfter: number },
): string => {
  const inCycle = `${counted(stop.visitsAfter, 'visit')} in ${counted(cycleWeeks, 'week')}`;
  return stop.visitsAfter === stop.visitsBefore ? inCycle : `${inCycle}, before: ${stop.visitsBefore}`;
};

function goneRow(review: ReviewWire, stop: ReviewWire['stops'][number]) {
  const { ruleNumber, reason } = decisionOn(review, stop);
  return {
    name: stop.name,
    community: stop.community,
    outcome: stop.intoName === null ? 'Dropped' : `Merged into ${stop.intoName}`,
    ruleNumber,
    reason,
    nearest: alternativeWords(stop.nearest),
    nextBest: alternativeWords(stop.nextBest),
  };
}

const groupRow = (group: GroupShown) => ({
  label: group.label,
  children: shownCountWords(group.children),
  share: shareWords(group.share),
  losing: shownCountWords(group.losing),
  shareOfLosing: shareWords(group.shareOfLosing),
  ratio: ratioWords(group.ratio),
  further: shownCountWords(group.further),
  extra: group.extraMinutes === null ? '–' : counted(group.extraMinutes, 'minute'),
});

function logoUri(file: string): string {
  const kind = extname(file).toLowerCase() === '.svg' ? 'svg+xml' : 'png';
  return `data:image/${kind};base64,${readLogo(file).toString('base64')}`;
}
