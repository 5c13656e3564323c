import type { SiteWire } from '../../../server/contract/planner.ts';
import { contactsSentence, siteContacts } from '../demandView.ts';
import { resource, shownPlan } from '../state.ts';
import { LowConfidence } from './Contacts.tsx';
import { TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { WhatIf } from './WhatIf.tsx';
import { WhyNumber } from './WhyNumber.tsx';

/** How many contacts to expect at a site, how far that may be leant on, why, and what would change it. */
export function SiteDemand({ site, state, store }: PanelProps & { site: SiteWire }) {
  const { trouble, status } = resource(state, 'demand');
  const contacts = siteContacts(state, site.id);
  const plan = shownPlan(state).value;
  const isStop = plan?.planStops.some(({ siteId }) => siteId === site.id) === true;
  if (contacts === null) {
    return status === 'failed' && trouble ? (
      <TroubleNote
        title="Contacts could not be estimated"
        trouble={trouble}
        onRetry={() => store.retry(['demand'])}
      />
    ) : (
      <p class="contacts quiet" role="status">
        Estimating contacts a month…
      </p>
    );
  }
  const { stop } = contacts;
  return (
    <section class="contacts" aria-label="Expected contacts">
      <p class="contacts__figure">{contactsSentence(contacts.month, 'a month')}</p>
      <p class="quiet">
        {stop
          ? `${contactsSentence(stop.visit, 'a visit')}, beside the other stops of plan ${plan?.letter}.`
          : 'As if it were the only stop, with what every stop is offered.'}
      </p>
      <LowConfidence reasons={contacts.lowConfidence} />
      <WhyNumber key={`why ${site.id}`} siteId={site.id} isStop={stop !== null} store={store} />
      <WhatIf
        key={`what-if ${site.id}`}
        siteId={site.id}
        planId={isStop ? (plan?.id ?? null) : null}
        state={state}
        store={store}
      />
    </section>
  );
}
