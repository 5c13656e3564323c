import { useState } from 'preact/hooks';
import type { ClashWire } from '../../../server/contract/dates.ts';
import type { ClashOutcome } from '../../../server/shared/clashes.ts';
import { dateWords } from '../../../server/shared/time.ts';
import { spanWords } from '../../common/words.ts';
import { offerDetail, offerWords } from '../datesView.ts';

/** One visit that meets something: what it meets, and a button for each thing that could become of it. */
export function ClashCard(props: {
  clash: ClashWire;
  isBusy: boolean;
  onDecide: (outcome: ClashOutcome, words: string) => void;
}) {
  const { clash, isBusy } = props;
  const [reason, setReason] = useState(clash.familyWords);
  const id = `clash-${clash.date}-${clash.siteId}`;
  const decide = (outcome: ClashOutcome, words: string) => !isBusy && props.onDecide(outcome, words);
  const said = `${clash.siteName}, ${dateWords(clash.date)}`;
  const hasOffers = clash.offers.length + clash.crews.length > 0;
  return (
    <li class="clash" aria-labelledby={id}>
      <p class="clash__head" id={id}>
        <strong>{dateWords(clash.date)}</strong>: {clash.siteName},{' '}
        {spanWords({ from: clash.open, to: clash.close })}
      </p>
      <p class="quiet">
        {clash.causes.join('; ')}
        {clash.seriesWords && ` (${clash.seriesWords})`}.
      </p>
      {clash.lapsed && (
        <p class="clash__lapsed">Decided before, and not possible any more: {clash.lapsed}.</p>
      )}
      <ul class="clash__offers">
        {clash.crews.map((crew) => (
          <li key={crew.id}>
            <button
              type="button"
              class="clash__offer"
              aria-disabled={isBusy}
              onClick={() => decide({ take: 'crew', crewId: crew.id }, `${said}: ${crew.name} stands in.`)}
            >
              {crew.name} stands in<span class="hidden"> at {said}</span>
              <span class="clash__detail">Same day, time and van</span>
            </button>
          </li>
        ))}
        {clash.offers.map((offer) => (
          <li key={`${offer.visit.date} ${offer.visit.vanId}`}>
            <button
              type="button"
              class="clash__offer"
              aria-disabled={isBusy}
              onClick={() =>
                decide(
                  { take: 'replacement', visit: offer.visit },
                  `${said}: moved to ${dateWords(offer.visit.date)}.`,
                )
              }
            >
              {offerWords(offer, clash)}
              <span class="hidden"> instead of {said}</span>
              <span class="clash__detail">{offerDetail(offer)}</span>
            </button>
          </li>
        ))}
      </ul>
      {!hasOffers && (
        <p class="quiet">
          No other date fits: the van, its crew and the site are not free together, or the visits before and
          after would be too near.
          {clash.seriesWords && ' The group goes on one period longer.'}
        </p>
      )}
      <div class="clash__off">
        <label for={`${id}-reason`}>Or no visit; families read</label>
        <div class="clash__reason">
          <input
            id={`${id}-reason`}
            class="input"
            type="text"
            maxLength={300}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <button
            type="button"
            class="button button--quiet"
            aria-disabled={isBusy}
            onClick={() =>
              decide(
                { take: 'no-visit', reason: reason.trim() === '' ? clash.familyWords : reason.trim() },
                `${said}: no visit.`,
              )
            }
          >
            No visit<span class="hidden"> at {said}</span>
          </button>
        </div>
      </div>
    </li>
  );
}
