import type { TravelSeason } from '../../../server/shared/rotaRules.ts';
import { Figure, Words } from './FormFields.tsx';
import type { RulesProps } from './RotaRulesForm.tsx';

/** Parts of the year with slower or faster roads; the rota must hold in all of them. */
export function RotaSeasons({ rules, change }: RulesProps) {
  const seasons = rules.travelSeasons;
  const changed = (i: number, part: Partial<TravelSeason>) =>
    change({ travelSeasons: seasons.map((each, k) => (k === i ? { ...each, ...part } : each)) });
  return (
    <details class="more">
      <summary>Roads by season{seasons.length > 0 ? ` (${seasons.length})` : ''}</summary>
      <p class="quiet">The rota must hold in every one of them.</p>
      {seasons.map((season, i) => (
        <fieldset key={i} class="rules-form__group">
          <legend>{season.name || `Season ${i + 1}`}</legend>
          <Words
            id={`season-${i}-name`}
            label="Name"
            value={season.name}
            onWords={(name) => changed(i, { name })}
          />
          <div class="form__row">
            <Words
              id={`season-${i}-from`}
              label="From (month-day)"
              value={season.from}
              onWords={(from) => changed(i, { from })}
            />
            <Words
              id={`season-${i}-to`}
              label="To (month-day)"
              value={season.to}
              onWords={(to) => changed(i, { to })}
            />
          </div>
          <Figure
            id={`season-${i}-factor`}
            label="Drives count"
            unit="times"
            value={season.factor}
            onValue={(factor) => changed(i, { factor: factor ?? Number.NaN })}
          />
          <button
            type="button"
            class="button button--quiet button--small"
            onClick={() => change({ travelSeasons: seasons.filter((_, k) => k !== i) })}
          >
            Remove<span class="hidden"> {season.name}</span>
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        class="button button--quiet button--small"
        onClick={() =>
          change({
            travelSeasons: [
              ...seasons,
              { name: 'Summer holidays', from: '07-20', to: '09-05', factor: 1.15 },
            ],
          })
        }
      >
        Add a season
      </button>
    </details>
  );
}
