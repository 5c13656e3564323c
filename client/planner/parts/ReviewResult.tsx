import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReviewWire, RuleEffectWire, StopRemarkWire } from '../../../server/contract/rules.ts';
import { outcomeWords } from '../../../server/shared/councilRuleWords.ts';
import { listed } from '../../../server/shared/text.ts';
import { countedWords, countWords, driveWords, momentWords } from '../../common/words.ts';
import { Note } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { ReviewLosses } from './ReviewLosses.tsx';

type ResultProps = PanelProps & { review: ReviewWire };

/** What the rules would do: the answer first, then what follows from it, rule by rule, and who loses. */
export function ReviewResult({ review, state, store }: ResultProps) {
  const left = review.stops.filter(({ visitsAfter }) => visitsAfter > 0).length;
  const { losses } = review;
  const title = useRef<HTMLHeadingElement>(null);
  const isNew = state.work?.state === 'done' && state.work.job?.reviewId === review.id;
  // The answer stands above the rules, out of sight of the button that asked for it.
  useEffect(() => {
    if (isNew) title.current?.focus();
  }, [isNew, review.id]);
  return (
    <section class="review" aria-labelledby="review-title">
      <h3 id="review-title" class="hidden" tabIndex={-1} ref={title}>
        What the rules would do to plan {review.planLetter}
      </h3>
      <p class="statement statement--small">
        <span class="statement__figure">
          {countWords(left)} <span class="review__of">of {countWords(review.stops.length)}</span>
        </span>
        <span class="statement__words">stops would be left</span>
        <span class="statement__more">{outcomeWords(review.stops)}</span>
        <span class="statement__more">{lossWords(review)}</span>
      </p>
      <p class="quiet">
        “{review.set.name}”, run on {momentWords(review.madeAt)}.
      </p>
      {losses.areas.length === 0 && <Note kind="good">No child under 5 has a longer drive to help.</Note>}
      <NextSteps review={review} isLeft={left > 0} state={state} store={store} />
      <Effects review={review} state={state} store={store} />
      <Orders review={review} />
      <ReviewLosses review={review} state={state} store={store} />
      <details class="more">
        <summary>What was estimated or assumed</summary>
        <ul class="review__list">
          {review.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** "140 children under 5 would no longer have a hub or stop within 20 minutes. The drive grows for 450, on average by 6 minutes." */
function lossWords({ losses, cutoffSeconds }: ReviewWire): string {
  if (losses.childrenFurther === 0) return 'Nobody loses by it.';
  const extra =
    losses.meanExtraSeconds === null ? '' : `, on average by ${driveWords(losses.meanExtraSeconds)}`;
  const reach = driveWords(cutoffSeconds);
  const losing =
    losses.childrenLosing === 0
      ? `No child under 5 would lose a hub or stop within ${reach}`
      : `${countedWords(losses.childrenLosing, 'child', 'children')} under 5 would no longer have a hub or stop within ${reach}`;
  return `${losing}. The drive grows for ${countWords(losses.childrenFurther)}${extra}.`;
}

function NextSteps({ review, isLeft, state, store }: ResultProps & { isLeft: boolean }) {
  const [keepTimes, setKeepTimes] = useState(true);
  const isBusy = state.work?.state === 'asking' || state.work?.state === 'running';
  const plan = () => {
    if (isBusy) return;
    void store.work('plan', () => store.rules.planOf(review.id, { keepTimes }));
  };
  return (
    <div class="form review__next">
      <p class="rules__buttons">
        <a class="button button--secondary" href={`/planner/reviews/${review.id}`}>
          Committee paper
        </a>
        <a class="button button--quiet" href={`/api/reviews/${review.id}/stops.csv`} download>
          Stops (CSV)
        </a>
        <a class="button button--quiet" href={`/api/reviews/${review.id}/equality.csv`} download>
          Equality table (CSV)
        </a>
      </p>
      {isLeft && (
        <>
          <div class="check">
            <input
              id="review-keep-times"
              type="checkbox"
              checked={keepTimes}
              onChange={(event) => setKeepTimes(event.currentTarget.checked)}
            />
            <label for="review-keep-times">Keep days and times of the stops that stay</label>
          </div>
          <button type="button" class="button" aria-disabled={isBusy} onClick={plan}>
            Make a plan of what is left
          </button>
        </>
      )}
    </div>
  );
}

function Effects({ review, state, store }: ResultProps) {
  return (
    <section class="block" aria-labelledby="effects-title">
      <h3 id="effects-title">What each rule did</h3>
      {review.effects.length === 0 && <p class="empty">No rule was switched on.</p>}
      <ol class="review__effects">
        {review.effects.map((effect, i) => (
          <li key={effect.rule.id}>
            <details class="review__effect">
              <summary>
                <span>
                  {i + 1}. {effect.words}
                </span>
                <strong class="review__did">{didWords(effect)}</strong>
              </summary>
              <Stops title="" stops={[...effect.changes, ...effect.reduced]} state={state} store={store} />
              <Stops title="Spared" stops={effect.spared} state={state} store={store} />
              <Stops title="Not judged" stops={effect.notJudged} state={state} store={store} />
              <p class="quiet">
                {countedWords(effect.stopsBefore, 'stop')} before, {countWords(effect.stopsAfter)} after.
              </p>
            </details>
            {effect.remarks.map((remark) => (
              <Note key={remark} kind="warning">
                {remark}
              </Note>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** "takes out 6", "6 less often", "nothing". */
function didWords({ changes, reduced, spared }: RuleEffectWire): string {
  const parts = [
    ...(changes.length > 0 ? [`takes out ${countWords(changes.length)}`] : []),
    ...(reduced.length > 0 ? [`${countWords(reduced.length)} less often`] : []),
    ...(spared.length > 0 ? [`spares ${countWords(spared.length)}`] : []),
  ];
  return listed(parts) || 'changes nothing';
}

function Stops({ title, stops, store }: PanelProps & { title: string; stops: readonly StopRemarkWire[] }) {
  if (stops.length === 0) return null;
  return (
    <>
      {title && <p class="review__sub">{title}</p>}
      <ul class="review__list">
        {stops.map((stop) => (
          <li key={stop.siteId}>
            <button
              type="button"
              class="link"
              onClick={() =>
                store.dispatch({ type: 'selected', selection: { kind: 'site', id: stop.siteId } })
              }
            >
              {stop.name}
            </button>
            : {stop.reason}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Whether the order of the rules matters. */
function Orders({ review }: { review: ReviewWire }) {
  const numberOf = (id: string) => review.effects.findIndex(({ rule }) => rule.id === id) + 1;
  if (review.effects.length < 2) return null;
  return (
    <section class="block" aria-labelledby="orders-title">
      <h3 id="orders-title">Would another order matter?</h3>
      {review.orderEffects.length === 0 ? (
        <p>No: whichever two neighbouring rules change places, the same stops stay, as often.</p>
      ) : (
        <ul class="review__list">
          {review.orderEffects.map((effect) => (
            <li key={`${effect.earlierRuleId} ${effect.laterRuleId}`}>
              With rule {numberOf(effect.laterRuleId)} before rule {numberOf(effect.earlierRuleId)}:{' '}
              {[
                ...(effect.wouldStay.length > 0 ? [`${listed(effect.wouldStay)} would stay`] : []),
                ...(effect.wouldGo.length > 0 ? [`${listed(effect.wouldGo)} would go`] : []),
                ...(effect.visitsOtherwise.length > 0
                  ? [`${listed(effect.visitsOtherwise)} would be visited more or less often`]
                  : []),
              ].join('; ')}
              .
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
