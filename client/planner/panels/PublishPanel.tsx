import { useState } from 'preact/hooks';
import type { PlanWire, ReleasesWire } from '../../../server/contract/planner.ts';
import { dateWords } from '../../../server/shared/time.ts';
import { countedWords, countWords, momentWords } from '../../common/words.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { Note, TroubleNote } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { PlanWhenLoaded } from '../parts/PlanWhenLoaded.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { resource } from '../state.ts';
import { PaperNotes } from './SitesPanel.tsx';

/** From plan to public timetable: approval, publishing, and every release so far. */
export function PublishPanel({ state, store }: PanelProps) {
  const isSample = resource(state, 'region').value?.isSample === true;
  return (
    <>
      <h2 class="panel__title">Publish the timetable</h2>
      {isSample && (
        <Note kind="warning">
          This is the sample region. Everything published from it says “sample, do not travel”.
        </Note>
      )}
      <PlanWhenLoaded state={state} store={store}>
        {(plan) => <PlanToPublish key={plan.id} plan={plan} state={state} store={store} />}
      </PlanWhenLoaded>
      <WhenLoaded
        of={resource(state, 'releases')}
        what="the releases"
        lines={5}
        onRetry={() => store.retry(['releases'])}
      >
        {(releases) => <Releases releases={releases} />}
      </WhenLoaded>
    </>
  );
}

function PlanToPublish({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const hard = plan.violations.filter((violation) => violation.severity === 'hard').length;
  const isApproved = plan.status === 'approved';
  const isBusy = state.work?.state === 'asking' || state.work?.state === 'running';
  const approving = state.approving?.planId === plan.id ? state.approving : null;
  return (
    <section class="block block--first" aria-labelledby="publish-plan">
      <h3 id="publish-plan">
        Plan {plan.letter}{' '}
        <span class={isApproved ? 'tag tag--good' : 'tag'}>{isApproved ? 'approved' : 'draft'}</span>
      </h3>
      <p>{planWords(plan)}</p>
      {hard > 0 && (
        <Note kind="warning">
          {countedWords(hard, 'rule is', 'rules are')} broken, so this plan cannot be published. See the check
          in the rota step.
        </Note>
      )}
      {plan.violations
        .filter(({ rule }) => rule === 'CLASH_OPEN' || rule === 'SHORT_NOTICE')
        .map(({ rule, message }) => (
          <Note key={rule} kind="warning">
            {message}.
          </Note>
        ))}
      {plan.isOutdated && (
        <Note kind="warning">
          The roads have changed since this plan was made. Plan again before publishing.
        </Note>
      )}
      <PaperNotes
        register={resource(state, 'register').value}
        siteIds={plan.planStops.map((stop) => stop.siteId)}
      />
      {isApproved ? (
        <>
          <p class="quiet">
            Approved{plan.approvedBy ? ` by ${plan.approvedBy}` : ''}
            {plan.approvedAt ? `, ${momentWords(plan.approvedAt)}` : ''}.
          </p>
          <Confirm
            text="Publish"
            question={`Publish plan ${plan.letter}? Its timetable takes the place of the one families see now.`}
            confirmText="Publish now"
            isDisabled={isBusy || hard > 0}
            onConfirm={() => void store.publish(plan.id)}
          />
        </>
      ) : (
        <Confirm
          text="Approve plan"
          question={`Approve plan ${plan.letter}? Only an approved plan can be published, and your name is kept with it.`}
          confirmText="Approve"
          isDisabled={isBusy || hard > 0 || (approving !== null && approving.trouble === null)}
          onConfirm={() => void store.approvePlan(plan.id)}
        />
      )}
      {approving?.trouble && <TroubleNote title="The plan was not approved" trouble={approving.trouble} />}
    </section>
  );
}

function planWords(plan: PlanWire): string {
  const soft = plan.violations.filter((violation) => violation.severity === 'soft').length;
  const remarks = soft === 0 ? '' : `, ${countedWords(soft, 'remark')} of the check`;
  const missing =
    plan.unserved.length === 0 ? '' : `, ${countedWords(plan.unserved.length, 'stop')} not fully served`;
  return `${countedWords(plan.stops, 'stop')}, ${countedWords(plan.visitsPerCycle, 'visit')} in ${countedWords(plan.request.cycleWeeks, 'week')}${missing}${remarks}.`;
}

function Releases({ releases }: { releases: ReleasesWire }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? releases.releases : releases.releases.slice(0, 10);
  return (
    <section class="block" aria-labelledby="releases-title">
      <h3 id="releases-title">Releases</h3>
      <p>{scheduleWords(releases)}</p>
      {releases.lastRuns.length > 0 && (
        <p class="quiet">
          Last automatic publishing: {momentWords(releases.lastRuns[0].dueAt)}: {releases.lastRuns[0].outcome}
          .
        </p>
      )}
      {releases.releases.length === 0 && <p class="empty">Nothing has been published yet.</p>}
      <ol class="releases">
        {shown.map((release) => (
          <li key={release.number} class="releases__item">
            <p class="releases__head">
              <strong>Release {release.number}</strong> from plan {release.planLetter}{' '}
              {release.isCurrent && <span class="tag tag--good">families see this</span>}
            </p>
            <p class="quiet">
              Published {momentWords(release.publishedAt)} by {release.publishedBy}
            </p>
            <p class="quiet">
              {countWords(release.visits)} visits, {dateWords(release.from)} to {dateWords(release.to)}
            </p>
            {release.isCurrent && <PublicLinks number={release.number} />}
          </li>
        ))}
      </ol>
      {shown.length < releases.releases.length && (
        <button type="button" class="button button--quiet" onClick={() => setWhole(true)}>
          Show all {countWords(releases.releases.length)} releases
        </button>
      )}
    </section>
  );
}

const scheduleWords = (releases: ReleasesWire): string =>
  releases.nextPublishAt === null
    ? 'Automatic publishing is off.'
    : `The approved plan is next published by itself on ${momentWords(releases.nextPublishAt)}.`;

const PublicLinks = ({ number }: { number: number }) => (
  <p class="releases__links">
    <a href="/" target="_blank" rel="noopener">
      Public site<span class="hidden"> of release {number} (opens in a new tab)</span>
    </a>
    <a href="/places/" target="_blank" rel="noopener">
      List of places<span class="hidden"> of release {number} (opens in a new tab)</span>
    </a>
  </p>
);
