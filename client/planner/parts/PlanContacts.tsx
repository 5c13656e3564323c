import type { PlanDemandWire, StopDemandWire } from '../../../server/contract/demand.ts';
import type { PlanWire } from '../../../server/contract/planner.ts';
import { contactsFigure } from '../../../server/shared/contactWords.ts';
import { contactsSentence } from '../demandView.ts';
import { resource } from '../state.ts';
import { TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { WhatIf } from './WhatIf.tsx';

/** How many contacts to expect at all stops of a plan together, by session type, as files, and what would change it. */
export function PlanContacts({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const { value, status, trouble } = resource(state, `plan-demand/${plan.id}`);
  if (plan.stops === 0) return null;
  if (value === null) {
    return status === 'failed' && trouble ? (
      <TroubleNote
        title="Contacts could not be estimated"
        trouble={trouble}
        onRetry={() => store.retry([`plan-demand/${plan.id}`])}
      />
    ) : (
      <p class="contacts quiet" role="status">
        Estimating contacts a month…
      </p>
    );
  }
  return (
    <section class="contacts" aria-label="Expected contacts of the plan">
      <p class="contacts__figure">{contactsSentence(value.month, 'a month')} at all stops together</p>
      {value.unestimated.length > 0 && (
        <p class="quiet">Not counted, as no rate is known: {value.unestimated.join(', ')}.</p>
      )}
      <details class="more">
        <summary>By session type, and as files</summary>
        <PlanSessions demand={value} />
        <p class="contacts__files">
          <a href={`/api/demand/plans/${plan.id}/demand.csv`} download>
            Stops of this plan (CSV)
          </a>
          <a href="/api/demand.csv" download>
            Every candidate site (CSV)
          </a>
        </p>
      </details>
      <WhatIf key={plan.id} siteId={null} planId={plan.id} state={state} store={store} />
    </section>
  );
}

function PlanSessions({ demand }: { demand: PlanDemandWire }) {
  return (
    <table class="table table--plain">
      <caption class="hidden">Expected contacts of the plan by session type</caption>
      <thead>
        <tr>
          <th scope="col">Session type</th>
          <th scope="col" class="table__number">
            Contacts a month
          </th>
        </tr>
      </thead>
      <tbody>
        {demand.sessions.map((session) => (
          <tr key={session.sessionTypeId}>
            <th scope="row">{session.name}</th>
            <td class="table__number">{contactsFigure(session.month)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The contacts of one stop for a cell, with a mark where they should not be leant on; a dash where there are none to tell. */
export function StopContacts({ contacts }: { contacts: StopDemandWire | undefined }) {
  if (contacts === undefined) return <>–</>;
  return (
    <>
      <span class="contacts__range">{contactsFigure(contacts.month)}</span>
      {contacts.lowConfidence.length > 0 && <span class="assumed">low confidence</span>}
    </>
  );
}
