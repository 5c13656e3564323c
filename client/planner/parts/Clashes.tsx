import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClashWire, DatesWire } from '../../../server/contract/dates.ts';
import { CLASH_WORDS, type ClashOutcome } from '../../../server/shared/clashes.ts';
import { listed } from '../../../server/shared/text.ts';
import { dateWords } from '../../../server/shared/time.ts';
import { countedWords, countWords } from '../../common/words.ts';
import { type ClashGroup, clashGroups } from '../datesView.ts';
import type { Store } from '../store.ts';
import { ClashCard } from './ClashCard.tsx';
import { Note, TroubleNote } from './Note.tsx';
import { type DatesAct, useDatesAct } from './useDatesAct.ts';

/** Clashes of a kind shown at first. */
const SHOWN = 4;

interface ClashesProps {
  readonly dates: DatesWire;
  readonly planId: number;
  readonly store: Store;
}

/** Visits that meet something on their date: first those to decide, each with what could become of it, then those decided. */
export function Clashes({ dates, planId, store }: ClashesProps) {
  const deciding = useDatesAct(store, planId);
  const title = useRef<HTMLHeadingElement>(null);
  const open = dates.clashes.filter(({ outcome }) => outcome === null);
  const decided = dates.clashes.filter(({ outcome }) => outcome !== null);
  const groups = clashGroups(open);
  const offered = open.filter(({ offers, crews }) => offers.length + crews.length > 0).length;
  // The button that was pressed goes away with its visit: the focus stays with the list.
  useEffect(() => {
    if (deciding.done !== '') title.current?.focus();
  }, [deciding.done]);
  return (
    <section class="block block--first" aria-labelledby="clashes-title">
      <h3 id="clashes-title" tabIndex={-1} ref={title}>
        {open.length > 0 ? 'Clashes to decide' : 'Clashes'}
      </h3>
      <p class="clashes__answer">{answerWords(dates, open)}</p>
      {dates.shortNotice && <Note kind="warning">{dates.shortNotice}.</Note>}
      <div role="status">{deciding.done && <Note kind="good">{deciding.done}</Note>}</div>
      {deciding.trouble && <TroubleNote title="Nothing was decided" trouble={deciding.trouble} />}
      {offered > 0 && (
        <button
          type="button"
          class="button"
          aria-disabled={deciding.isBusy}
          onClick={() =>
            void deciding.act(
              () => store.dates.takeBest(planId),
              'The best offer was taken wherever there was one.',
            )
          }
        >
          Take the best offer for {bestWords(offered, open.length)}
        </button>
      )}
      {groups.map((group) => (
        <OpenGroup
          key={group.kind}
          group={group}
          isOnly={groups.length === 1}
          planId={planId}
          store={store}
          deciding={deciding}
        />
      ))}
      {decided.length > 0 && (
        <Decided dates={dates} decided={decided} planId={planId} store={store} deciding={deciding} />
      )}
    </section>
  );
}

/** "it", "all 14", "9 of 14". */
function bestWords(offered: number, open: number): string {
  if (open === 1) return 'it';
  return offered === open ? `all ${countWords(open)}` : `${countWords(offered)} of ${countWords(open)}`;
}

function answerWords({ clashes }: DatesWire, open: readonly ClashWire[]): string {
  if (clashes.length === 0) return 'No visit meets a holiday, a closed site, or a van or crew that is away.';
  if (open.length === 0)
    return `${countedWords(clashes.length, 'visit meets', 'visits meet')} something, and all is decided.`;
  const them = open.length === 1 ? 'it' : 'them';
  return `${listed(clashGroups(open).map(({ words }) => words))}. Decide what becomes of ${them}: until then the plan cannot be published.`;
}

interface GroupProps {
  readonly planId: number;
  readonly store: Store;
  readonly deciding: DatesAct;
}

function OpenGroup({
  group,
  isOnly,
  planId,
  store,
  deciding,
}: GroupProps & { group: ClashGroup; isOnly: boolean }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? group.clashes : group.clashes.slice(0, SHOWN);
  const all = CLASH_WORDS[group.kind].all;
  const decide =
    ({ siteId, date }: ClashWire) =>
    (outcome: ClashOutcome, words: string) =>
      void deciding.act(() => store.dates.decide(planId, { decisions: [{ siteId, date, outcome }] }), words);
  return (
    <section class="clashes__group" aria-labelledby={`clashes-${group.kind}`}>
      {/* The answer above says the same when there is one kind alone. */}
      <h4 id={`clashes-${group.kind}`} class={isOnly ? 'hidden' : undefined}>
        {group.words}
      </h4>
      <button
        type="button"
        class="button button--secondary"
        aria-disabled={deciding.isBusy}
        onClick={() =>
          void deciding.act(
            () => store.dates.skipAll(planId, group.kind, ''),
            `No visits ${all}, now and later.`,
          )
        }
      >
        No visits {all}, now and later
      </button>
      <ul class="clashes">
        {shown.map((clash) => (
          <ClashCard
            key={`${clash.date} ${clash.siteId}`}
            clash={clash}
            isBusy={deciding.isBusy}
            onDecide={decide(clash)}
          />
        ))}
      </ul>
      {shown.length < group.clashes.length && (
        <button type="button" class="button button--quiet" onClick={() => setWhole(true)}>
          Show all {countWords(group.clashes.length)}
        </button>
      )}
    </section>
  );
}

function Decided({
  dates,
  decided,
  planId,
  store,
  deciding,
}: GroupProps & { dates: DatesWire; decided: readonly ClashWire[] }) {
  const one = decided.filter(({ isStanding }) => !isStanding);
  const groups = clashGroups(decided.filter(({ isStanding }) => isStanding));
  const openAgain = ({ siteId, date, siteName }: ClashWire) =>
    void deciding.act(
      () => store.dates.decide(planId, { decisions: [{ siteId, date, outcome: null }] }),
      `${siteName}, ${dateWords(date)}, is open again.`,
    );
  return (
    <details class="more">
      <summary>What was decided ({countWords(decided.length)})</summary>
      {groups.map((group) => (
        <section key={group.kind} class="clashes__group" aria-labelledby={`decided-${group.kind}`}>
          <h4 id={`decided-${group.kind}`}>
            No visits {CLASH_WORDS[group.kind].all} ({countWords(group.clashes.length)})
          </h4>
          <p class="quiet">
            Decided for all, later ones too, by{' '}
            {dates.standing.find(({ kind }) => kind === group.kind)?.by ?? 'somebody'}.
          </p>
          <ul class="clashes__decided">
            {group.clashes.map((clash) => (
              <li key={`${clash.date} ${clash.siteId}`}>
                {dateWords(clash.date)}: {clash.siteName}, {clash.familyWords}
              </li>
            ))}
          </ul>
          <button
            type="button"
            class="button button--quiet"
            aria-disabled={deciding.isBusy}
            onClick={() =>
              void deciding.act(
                () => store.dates.openAll(planId, group.kind),
                `Visits ${CLASH_WORDS[group.kind].all} are decided one by one.`,
              )
            }
          >
            Decide them one by one
          </button>
        </section>
      ))}
      <ul class="clashes__decided">
        {one.map((clash) => (
          <li key={`${clash.date} ${clash.siteId}`}>
            <strong>{dateWords(clash.date)}</strong>: {clash.siteName}. {clash.outcomeWords}{' '}
            <button
              type="button"
              class="link"
              aria-disabled={deciding.isBusy}
              onClick={() => openAgain(clash)}
            >
              Decide again
              <span class="hidden">
                {' '}
                for {clash.siteName}, {dateWords(clash.date)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
