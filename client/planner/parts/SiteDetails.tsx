import type { PlanStopWire, PlanWire, SiteWire } from '../../../server/contract/planner.ts';
import { countWords, driveWords, lengthWords, sentenceCase } from '../../common/words.ts';
import { contactsAlone } from '../demandView.ts';
import { placeNames } from '../planView.ts';
import { resource, shownPlan } from '../state.ts';
import { CompareButton } from './CompareSites.tsx';
import { Facts } from './Facts.tsx';
import { StopLock } from './LockButtons.tsx';
import type { PanelProps } from './PanelProps.ts';
import { ScoreParts } from './ScoreParts.tsx';
import { SiteDemand } from './SiteDemand.tsx';
import { SiteWishField } from './SiteWishField.tsx';
import { StopWishesForm } from './StopWishesForm.tsx';
import { WhyHere } from './WhyHere.tsx';
import { WhyNotButton } from './WhyNotSection.tsx';

/** A candidate site: what it would bring, why it has its score, its facts, and when the van calls. */
export function SiteDetails({
  site,
  stop,
  state,
  store,
}: PanelProps & { site: SiteWire; stop: PlanStopWire | null }) {
  const plan = shownPlan(state).value;
  const hub = placeNames(resource(state, 'access').value, null).get(site.nearestHubId ?? '');
  return (
    <>
      {stop && (
        <p class="card__lead">
          {stop.patternWords ? `${sentenceCase(stop.patternWords)}.` : 'Chosen, but not served by this rota.'}
        </p>
      )}
      {plan && <RotaOfStop plan={plan} siteId={site.id} state={state} store={store} />}
      <Facts
        rows={[
          ['Newly reached', `${countWords(stop?.need ?? site.newlyReachedChildren)} under-5s`],
          ['Nearest hub', hub ? `${sentenceCase(driveWords(site.hubSeconds))} to ${hub}` : 'No road'],
          ['Offered', stop?.sessionTypeNames.join(', ')],
          ['Open for', stop ? `${lengthWords(stop.sessionSeconds)} a visit` : null],
        ]}
      />
      {site.obstacle === null && <SiteDemand site={site} state={state} store={store} />}
      <ScoreParts site={site} contacts={contactsAlone(state, site.id)} />
      <SiteWishField site={site} state={state} store={store} place="card" />
      <p class="choice__buttons">
        <CompareButton site={site} state={state} store={store} />
        {stop === null && <WhyNotButton place={{ kind: 'site', id: site.id }} state={state} store={store} />}
      </p>
      <button
        type="button"
        class="button button--quiet button--small"
        onClick={() => {
          store.dispatch({ type: 'site-opened', siteId: site.id });
          store.dispatch({ type: 'step-opened', step: 'sites' });
        }}
      >
        Open in the site register
      </button>
      <details class="more">
        <summary>About the site</summary>
        <Facts
          rows={[
            [
              'Where',
              [site.address, site.community]
                .filter((text, i, all) => text && all.indexOf(text) === i)
                .join(', '),
            ],
            ['Kind', sentenceCase(site.kind.replaceAll('_', ' '))],
            ['Status', sentenceCase(site.status)],
            ['Open to the van', site.openingWords],
            ['Facts', site.facts.join(', ')],
          ]}
        />
      </details>
    </>
  );
}

/** What the rota does with a stop, why, and what is asked of it; nothing for a site that was not chosen. */
function RotaOfStop({ plan, siteId, state, store }: PanelProps & { plan: PlanWire; siteId: string }) {
  if (!plan.rota.proposed.some((stop) => stop.siteId === siteId)) return null;
  const props = { plan, siteId, state, store };
  return (
    <div class="rota-of-stop">
      <StopLock {...props} />
      <WhyHere {...props} />
      <StopWishesForm {...props} />
    </div>
  );
}
