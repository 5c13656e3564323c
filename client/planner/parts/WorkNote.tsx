import { useRef } from 'preact/hooks';
import type { RotaFiguresWire } from '../../../server/contract/planner.ts';
import { countedWords, countWords, hoursWords, percentWords } from '../../common/words.ts';
import type { Work } from '../state.ts';
import type { Store } from '../store.ts';
import { TroubleNote } from './Note.tsx';
import { useFocusKept } from './useFocusKept.ts';

const DOING = {
  plan: 'Planning',
  publish: 'Publishing',
  check: 'Checking the files',
  import: 'Importing',
  curve: 'Working out the curve',
  'why-not': 'Looking for what it would take',
  review: 'Running the rules',
  bands: 'Measuring drive-time bands',
  reasons: 'Looking for the reasons',
};
const NOT_HEARD = 'The planner does not answer. Still trying.';
const DONE = {
  plan: 'The plan is ready.',
  publish: 'The timetable is published.',
  check: 'The files are checked: see what they would change.',
  import: 'The files are imported.',
  curve: 'The curve is ready, under “How many stops?”.',
  'why-not': 'The answer is ready, under “Why not us?”.',
  review: 'The rules have been run: see what they would do.',
  bands: 'The drive-time bands are on the map.',
  reasons: 'The reasons are there.',
};

/** How the long work goes: its stage and share while it runs, then how it ended. Nothing when there is none. */
export function WorkNote({ work, store }: { work: Work | null; store: Store }) {
  const note = useRef<HTMLDivElement>(null);
  useFocusKept(work?.state ?? null, note);
  return (
    <div class="work" ref={note}>
      <p class="hidden" role="status">
        {work ? statusWords(work) : ''}
      </p>
      {work && (work.state === 'asking' || work.state === 'running') && <Running work={work} store={store} />}
      {work && (work.state === 'done' || work.state === 'cancelled') && (
        <Ended text={statusWords(work)} isGood={work.state === 'done'} store={store} />
      )}
      {work?.state === 'failed' && (
        <div class="work__ended">
          <TroubleNote
            title={`${DOING[work.kind]} did not work`}
            trouble={work.trouble ?? { code: 'UNKNOWN', message: 'Try again.' }}
          />
          <Dismiss store={store} />
        </div>
      )}
    </div>
  );
}

/** What is read out when it changes: the stage and the end, not every percent. */
function statusWords(work: Work): string {
  if (work.state === 'done') return DONE[work.kind];
  if (work.state === 'cancelled') return `${DOING[work.kind]} was cancelled. Nothing has changed.`;
  if (work.state === 'failed') return '';
  return work.isOffline ? NOT_HEARD : work.job?.stage || `${DOING[work.kind]}…`;
}

function Running({ work, store }: { work: Work; store: Store }) {
  const { share = 0, best } = work.job ?? {};
  return (
    <div class="work__running">
      <p class="work__stage">
        <strong>{work.job?.stage || `${DOING[work.kind]}…`}</strong>
        <span class="work__share">{percentWords(share)}</span>
      </p>
      <progress class="work__bar" max={1} value={share} aria-label={DOING[work.kind]} />
      {best && <p class="work__best">{bestWords(best)}</p>}
      <p class="work__foot">
        <span>{work.isOffline ? NOT_HEARD : 'You can go on looking around.'}</span>
        <span class="work__ends">
          {best && (
            <button type="button" class="button button--quiet" onClick={() => void store.finishWork()}>
              Stop and keep the best
            </button>
          )}
          <button
            type="button"
            class="button button--quiet"
            disabled={work.job === null}
            onClick={() => void store.cancelWork()}
          >
            Cancel
          </button>
        </span>
      </p>
    </div>
  );
}

/** "52 of 54 visits, 18.2 hours of driving so far." */
const bestWords = ({ visits, visitsAsked, drivingSeconds }: RotaFiguresWire): string =>
  `${countWords(visits)} of ${countedWords(visitsAsked, 'visit')}, ${hoursWords(drivingSeconds)} of driving so far.`;

function Ended(props: { text: string; isGood?: boolean; store: Store }) {
  return (
    <div class={props.isGood ? 'work__ended work__ended--good' : 'work__ended'}>
      <p>{props.text}</p>
      <Dismiss store={props.store} />
    </div>
  );
}

const Dismiss = ({ store }: { store: Store }) => (
  <button
    type="button"
    class="button button--quiet"
    onClick={() => store.dispatch({ type: 'work-dismissed' })}
  >
    Close
  </button>
);
