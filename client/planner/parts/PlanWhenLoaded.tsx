import type { ComponentChildren } from 'preact';
import type { PlanWire } from '../../../server/contract/planner.ts';
import { resource, shownPlan, shownPlanId } from '../state.ts';
import { Note } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { WhenLoaded } from './WhenLoaded.tsx';

/** What depends on the plan on show; says what to do where there is none. */
export function PlanWhenLoaded({
  state,
  store,
  children,
}: PanelProps & { children: (plan: PlanWire) => ComponentChildren }) {
  return (
    <WhenLoaded
      of={resource(state, 'plans')}
      what="the plans"
      lines={6}
      onRetry={() => store.retry(['plans'])}
    >
      {(plans) =>
        plans.length === 0 ? (
          <Note>
            There is no plan yet.{' '}
            <button
              type="button"
              class="link"
              onClick={() => store.dispatch({ type: 'step-opened', step: 'stops' })}
            >
              Choose the stops
            </button>{' '}
            first.
          </Note>
        ) : (
          <WhenLoaded
            of={shownPlan(state)}
            what="the plan"
            lines={8}
            onRetry={() => store.retry([`plan/${shownPlanId(state) ?? 0}`])}
          >
            {children}
          </WhenLoaded>
        )
      }
    </WhenLoaded>
  );
}
