import type { PlanWire } from '../../../server/contract/planner.ts';
import type { RuleSetsWire } from '../../../server/contract/rules.ts';
import type { RuleSet } from '../../../server/shared/councilRules.ts';
import { Note } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { PlanWhenLoaded } from '../parts/PlanWhenLoaded.tsx';
import { ReviewResult } from '../parts/ReviewResult.tsx';
import { RuleEditor } from '../parts/RuleEditor.tsx';
import { StopUsers } from '../parts/StopUsers.tsx';
import { TimesNote } from '../parts/TimesNote.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { bareSet } from '../ruleCalls.ts';
import { resource } from '../state.ts';

/** A council's rules over the stops of a plan: what they would do, who loses, and the rules themselves. */
export function ReviewPanel({ state, store }: PanelProps) {
  const region = resource(state, 'region').value;
  const mayPlan = region !== null && region.signedInAs.role !== 'viewer';
  return (
    <>
      <h2 class="panel__title">Review the stops by rules</h2>
      {region !== null && !mayPlan && (
        <Note>Reviews hold counts of people. They are for those who plan.</Note>
      )}
      {mayPlan && (
        <PlanWhenLoaded state={state} store={store}>
          {(plan) => <Review key={plan.id} plan={plan} state={state} store={store} />}
        </PlanWhenLoaded>
      )}
      <TimesNote region={region} />
    </>
  );
}

function Review({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const reviewed = resource(state, `review/${plan.id}`);
  const rules = resource(state, 'rules');
  const users = resource(state, `users/${plan.id}`);
  return (
    <>
      <WhenLoaded
        of={reviewed}
        what="the last review"
        lines={3}
        onRetry={() => store.retry([`review/${plan.id}`])}
      >
        {({ review }) =>
          review === null ? (
            <Note>
              No rules have been run on plan {plan.letter} yet. Choose the rules below, put them in order, and
              run them: the plan stays as it is.
            </Note>
          ) : (
            <ReviewResult review={review} state={state} store={store} />
          )
        }
      </WhenLoaded>
      <WhenLoaded of={rules} what="the rules" lines={5} onRetry={() => store.retry(['rules'])}>
        {(sets) => (
          <RuleEditor
            set={state.ruleSet ?? startingSet(sets, reviewed.value?.review?.set ?? null)}
            sets={sets}
            plan={plan}
            state={state}
            store={store}
          />
        )}
      </WhenLoaded>
      <WhenLoaded
        of={users}
        what="the users of stops"
        lines={2}
        onRetry={() => store.retry([`users/${plan.id}`])}
      >
        {(counts) => <StopUsers users={counts} plan={plan} state={state} store={store} />}
      </WhenLoaded>
    </>
  );
}

/** Nobody has changed rules here yet: those that were run last, else the first that are ready made. */
const startingSet = ({ sets }: RuleSetsWire, last: RuleSet | null): RuleSet =>
  bareSet(last ?? sets[0] ?? { name: 'Our rules', source: '', rules: [] });
