import type { WhyNotWire } from '../contract/choice.ts';
import type { WhyNotChosen } from '../core/stops/whyNotChosen.ts';
import { counted, listed } from '../shared/text.ts';
import { durationWords } from '../shared/words.ts';

/** What an answer is put into words with. Children are those aged 0 to 4. */
export interface WhyNotFacts {
  readonly placeName: string;
  readonly planLetter: string;
  /** The plan's stops, and how many the choice was allowed. */
  readonly stops: number;
  readonly withinSeconds: number;
  readonly fullCoverSeconds: number;
  /** Name of any site. */
  readonly nameOf: (siteId: string) => string;
  /** Children within reach of the place whom no hub reaches, and all. */
  readonly newlyReached: number;
  readonly reached: number;
  /** Children newly reached now, and if it were chosen. */
  readonly reachedNow: number;
  readonly reachedIfChosen: number;
  /** Children by area who would be newly reached no longer, and who would be instead; most first. */
  readonly losers: WhyNotWire['losers'];
  readonly winners: WhyNotWire['losers'];
  /** The chosen stop or hub nearest to the people around the place; null when no road leads to any. */
  readonly nearest: { readonly name: string; readonly seconds: number } | null;
}

/** Areas and stops named in one sentence, at most. */
const NAMED = 3;

/** Why a place is no stop of a plan, in sentences with numbers, and a letter without any figure of people. */
export function whyNotWords(answer: WhyNotChosen, facts: WhyNotFacts): WhyNotWire {
  const competing = answer.competesWith.map((each) => ({ ...each, siteName: facts.nameOf(each.siteId) }));
  const isAnswered = answer.reason === 'outbid';
  return {
    placeName: facts.placeName,
    planLetter: facts.planLetter,
    isChosen: answer.reason === 'chosen',
    headline: headline(answer, facts),
    sentences: isAnswered ? sentences(answer, facts, competing) : backgroundOf(answer, facts),
    entersAtStops: answer.entersAtStops,
    lookedUpToStops: answer.lookedUpToStops,
    competesWith: competing,
    losers: isAnswered ? facts.losers : [],
    letter: letterOf(answer, facts),
  };
}

function headline(answer: WhyNotChosen, facts: WhyNotFacts): string {
  const { placeName, planLetter, stops } = facts;
  switch (answer.reason) {
    case 'chosen':
      return `${placeName} is served: it has a stop in plan ${planLetter}.`;
    case 'forced-out':
      return `${placeName} was ruled out by hand for plan ${planLetter}.`;
    case 'adds-nothing':
      return facts.reached >= 0.5
        ? `Everybody within reach of ${placeName} has a Family Hub within ${reachWords(facts)} already.`
        : `No under-5 lives within ${reachWords(facts)} of ${placeName} by road.`;
    case 'outbid':
      if (addsNobody(answer)) {
        return `${placeName} would add nobody to plan ${planLetter}: all whom it could bring within reach have a stop of the plan near them already.`;
      }
      return answer.entersAtStops === null
        ? `${placeName} is in no best choice of up to ${answer.lookedUpToStops} stops; plan ${planLetter} has ${stops}.`
        : `${placeName} would be a stop from ${counted(answer.entersAtStops, 'stop')} on; plan ${planLetter} has ${stops}.`;
  }
}

/** Whether everybody whom it would reach is served as well by the stops there are. */
const addsNobody = ({ needAsOneMore }: WhyNotChosen): boolean => needAsOneMore < 0.05;

const backgroundOf = (answer: WhyNotChosen, facts: WhyNotFacts): string[] =>
  answer.reason === 'forced-out' && facts.newlyReached >= 0.5
    ? [`As the only stop it would newly reach ${underFives(facts.newlyReached)}.`]
    : [];

function sentences(
  answer: WhyNotChosen,
  facts: WhyNotFacts,
  competing: readonly { readonly siteName: string; readonly sharedChildren: number }[],
): string[] {
  const alone = `As the only stop it would newly reach ${underFives(facts.newlyReached)}`;
  const beside = addsNobody(answer)
    ? 'beside the stops of the plan it would add nobody'
    : `beside the stops of the plan it would meet the need of ${figure(answer.needAsOneMore)} more (near ones count in full, far ones less)`;
  return [
    `${alone}; ${beside}.`,
    ...competingSentence(competing),
    ...ifChosenSentences(answer, facts),
    ...(answer.chosenUpToHours === null
      ? []
      : [
          `It would be chosen after all if a visit took at most ${figure(answer.chosenUpToHours)} van-hours.`,
        ]),
  ];
}

function competingSentence(
  competing: readonly { readonly siteName: string; readonly sharedChildren: number }[],
): string[] {
  const most = competing.filter(({ sharedChildren }) => sharedChildren >= 0.5).slice(0, NAMED);
  if (most.length === 0)
    return ['It competes with no chosen stop for the same families, only for a place among the stops.'];
  const words = most.map(({ siteName, sharedChildren }) => `${siteName} (${underFives(sharedChildren)})`);
  return [`It competes with ${listed(words)} for the same families.`];
}

function ifChosenSentences(answer: WhyNotChosen, facts: WhyNotFacts): string[] {
  const { ifChosen } = answer;
  if (ifChosen === null)
    return ['No choice of as many stops can have it, with the sites required and ruled out.'];
  const dropped = ifChosen.dropped.map(facts.nameOf);
  const instead = dropped.length === 0 ? '' : ` in place of ${listed(dropped)}`;
  const also = ifChosen.added.filter((id) => id !== ifChosen.siteId).map(facts.nameOf);
  const moved = also.length === 0 ? '' : `, with ${listed(also)} chosen anew`;
  const lost = ifChosen.objectiveLost;
  if (Math.abs(lost) < 0.05) {
    return [
      `Choosing ${facts.nameOf(ifChosen.siteId)}${instead}${moved} would cost nothing: both choices are equally good.`,
    ];
  }
  if (lost < 0) {
    return [
      `Choosing ${facts.nameOf(ifChosen.siteId)}${instead}${moved} would even meet the need of ${figure(-lost)} under-5s more: plan ${facts.planLetter} was not made for the most need met.`,
      ...whoseSentence(facts),
    ];
  }
  const change = facts.reachedNow - facts.reachedIfChosen;
  const children =
    Math.abs(change) < 0.5
      ? 'as many under-5s would be newly reached, but they would have farther to go'
      : `${underFives(Math.abs(change))} ${change > 0 ? 'fewer' : 'more'} would be newly reached`;
  return [
    `Choosing ${facts.nameOf(ifChosen.siteId)}${instead}${moved} would cost the need of ${figure(lost)} under-5s: ${children}.`,
    ...whoseSentence(facts),
    `To be worth its place among ${counted(facts.stops, 'stop')}, at least ${underFives(Math.ceil(lost - 1e-6))} more would have to live within ${durationWords(facts.fullCoverSeconds)} of it, and out of reach of the others.`,
  ];
}

function whoseSentence({ losers, winners }: WhyNotFacts): string[] {
  const said = (areas: WhyNotWire['losers']) => {
    const sum = areas.reduce((total, { children }) => total + children, 0);
    const names = areas.slice(0, NAMED).map(({ areaName }) => areaName);
    const more = areas.length > NAMED ? ` and ${counted(areas.length - NAMED, 'other area')}` : '';
    return `${underFives(sum)} in ${more === '' ? listed(names) : names.join(', ')}${more}`;
  };
  if (losers.length === 0 && winners.length === 0) return [];
  if (losers.length === 0) return [`${said(winners)} would gain; nobody would be beyond reach again.`];
  if (winners.length === 0) return [`${said(losers)} would be beyond reach again; nobody would gain.`];
  return [`${said(losers)} would be beyond reach again; ${said(winners)} would gain.`];
}

/** To be sent as it is: no figure of people, and no other place that would lose. */
function letterOf(answer: WhyNotChosen, facts: WhyNotFacts): string {
  const { placeName, stops } = facts;
  if (answer.reason === 'chosen') return '';
  const aim = `The stops of the mobile Family Hub are chosen so that as many families with young children as possible who live more than ${reachWords(facts)} from a Family Hub come within reach of one.`;
  const reasons = {
    'forced-out': `${placeName} was left out of the present plan.`,
    'adds-nothing': `Families around ${placeName} are within ${reachWords(facts)} of a Family Hub, so a stop there would not bring anybody nearer who is beyond reach now.`,
    outbid: addsNobody(answer)
      ? `Families around ${placeName} who are that far from a Family Hub have a stop of the present plan near them already.`
      : answer.entersAtStops === null
        ? `With the ${counted(stops, 'stop')} of the present plan, other places bring more such families within reach than ${placeName}.`
        : `With the ${counted(stops, 'stop')} of the present plan, other places bring more such families within reach; with ${answer.entersAtStops}, ${placeName} would be one of them.`,
  };
  const nearest =
    facts.nearest === null
      ? ''
      : ` From ${placeName}, the nearest is ${facts.nearest.name}, about ${durationWords(Math.max(60, Math.round(facts.nearest.seconds / 60) * 60))} by car.`;
  return `${aim} ${reasons[answer.reason]}${nearest}`;
}

const reachWords = ({ withinSeconds }: WhyNotFacts): string => durationWords(withinSeconds);
const underFives = (children: number): string => counted(Math.round(children), 'under-5');
const figure = (value: number): string => (Math.round(value * 10) / 10).toLocaleString('en-GB');
