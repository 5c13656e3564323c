import type { PlanWire } from '../../../server/contract/planner.ts';
import type { StopReasonsWire } from '../../../server/contract/rotaReasons.ts';
import { countedWords } from '../../common/words.ts';
import { askedOf, type RotaOffer, requestOf, withOffer } from '../rotaAsking.ts';
import { TroubleNote } from './Note.tsx';
import type { PanelProps } from './PanelProps.ts';
import { useReasons } from './useReasons.ts';

/** Every stop that is not served in full, why, and what would bring it in. Nothing when all are. */
export function UnservedStops({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const reasons = useReasons(store, plan.id, { about: 'unserved' }, plan.unserved.length > 0);
  if (plan.unserved.length === 0) return null;
  const isBusy = state.work?.state === 'asking' || state.work?.state === 'running';
  const known = new Map((reasons.answer?.stops ?? []).map((stop) => [stop.siteId, stop]));
  return (
    <section class="block unserved" aria-labelledby="unserved-title">
      <h3 id="unserved-title">What did not fit</h3>
      <ul class="reasons">
        {plan.unserved.map((entry) => (
          <li key={entry.siteId}>
            <strong>{entry.siteName}</strong>: {countedWords(entry.missingVisits, 'visit')} missing.{' '}
            {known.get(entry.siteId)?.headline ?? entry.reason}
            <Offers reasons={known.get(entry.siteId)} plan={plan} state={state} store={store} />
          </li>
        ))}
      </ul>
      {reasons.trouble && <TroubleNote title="This could not be worked out" trouble={reasons.trouble} />}
      {known.size === 0 && (
        <button
          type="button"
          class="button button--secondary"
          aria-disabled={isBusy}
          onClick={() => !isBusy && reasons.find()}
        >
          Find what would bring {plan.unserved.length === 1 ? 'it' : 'them'} in
        </button>
      )}
    </section>
  );
}

/** The changes that really bring a stop in, the cheapest first. */
export function Offers(props: PanelProps & { reasons: StopReasonsWire | undefined; plan: PlanWire }) {
  const { reasons, plan, state, store } = props;
  if (reasons === undefined) return null;
  const isBusy = state.work?.state === 'asking' || state.work?.state === 'running';
  const take = (offer: RotaOffer) => {
    if (isBusy) return;
    const asked = withOffer(askedOf(state, plan), reasons.siteId, offer);
    store.dispatch({ type: 'rota-asked', asked });
    void store.planAgain(plan.id, requestOf(asked, plan, 'quick'));
  };
  return (
    <>
      {reasons.sentences.map((sentence) => (
        <p key={sentence} class="quiet">
          {sentence}
        </p>
      ))}
      {reasons.visitsMade < reasons.visitsAsked && reasons.offers.length === 0 && (
        <p>No single change brings it in, and no two together.</p>
      )}
      {reasons.offers.length > 0 && (
        <ul class="offers">
          {reasons.offers.map((offer) => (
            <li key={offer.words}>
              <p>
                It fits if {offer.words.charAt(0).toLowerCase() + offer.words.slice(1)}.{' '}
                <span class="quiet">{offer.costWords}.</span>
              </p>
              {offer.isOurs ? (
                <button
                  type="button"
                  class="button button--quiet button--small"
                  aria-disabled={isBusy}
                  onClick={() => take(offer)}
                >
                  Do this and plan again<span class="hidden">: {offer.words}</span>
                </button>
              ) : (
                <p class="quiet">Ask the site’s owner first, then enter it in the site register.</p>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
