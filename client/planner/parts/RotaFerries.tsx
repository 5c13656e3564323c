import { useState } from 'preact/hooks';
import type { PlanWire } from '../../../server/contract/planner.ts';
import type { Ferry } from '../../../server/shared/rotaRules.ts';
import { parseWeeklyTimes, weeklyTimesText } from '../../../server/shared/weeklyTimes.ts';
import { Check, Figure, Words } from './FormFields.tsx';
import type { RulesProps } from './RotaRulesForm.tsx';

/** Crossings: wait, hours, limits, and the sites beyond them. */
export function RotaFerries({ rules, change, plan }: RulesProps & { plan: PlanWire }) {
  const { ferries } = rules;
  const changed = (i: number, part: Partial<Ferry>) =>
    change({ ferries: ferries.map((each, k) => (k === i ? { ...each, ...part } : each)) });
  return (
    <details class="more">
      <summary>Ferries{ferries.length > 0 ? ` (${ferries.length})` : ''}</summary>
      <p class="quiet">Wait and crossing are added to every drive to a stop beyond the ferry, and back.</p>
      {ferries.map((ferry, i) => (
        <fieldset key={ferry.id} class="rules-form__group">
          <legend>{ferry.name || `Ferry ${i + 1}`}</legend>
          <FerryFields ferry={ferry} plan={plan} onChange={(part) => changed(i, part)} />
          <button
            type="button"
            class="button button--quiet button--small"
            onClick={() => change({ ferries: ferries.filter((_, k) => k !== i) })}
          >
            Remove<span class="hidden"> {ferry.name}</span>
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        class="button button--quiet button--small"
        onClick={() => change({ ferries: [...ferries, newFerry(ferries)] })}
      >
        Add a ferry
      </button>
    </details>
  );
}

function FerryFields(props: { ferry: Ferry; plan: PlanWire; onChange: (part: Partial<Ferry>) => void }) {
  const { ferry, onChange } = props;
  const id = ferry.id;
  const [isUnclear, setUnclear] = useState(false);
  const minutes = (label: string, key: 'waitSeconds' | 'crossingSeconds') => (
    <Figure
      id={`${id}-${key}`}
      label={label}
      unit="minutes"
      value={ferry[key] / 60}
      onValue={(value) => onChange({ [key]: (value ?? Number.NaN) * 60 })}
    />
  );
  const limit = (label: string, unit: string, key: 'maxLengthMetres' | 'maxWeightTonnes') => (
    <Figure
      id={`${id}-${key}`}
      label={label}
      unit={unit}
      value={ferry[key]}
      mayBeEmpty
      onValue={(value) => onChange({ [key]: value })}
    />
  );
  return (
    <>
      <Words id={`${id}-name`} label="Name" value={ferry.name} onWords={(name) => onChange({ name })} />
      <div class="form__row">
        {minutes('Usual wait', 'waitSeconds')}
        {minutes('Crossing', 'crossingSeconds')}
      </div>
      <Words
        id={`${id}-hours`}
        label="Crossings begin"
        hint={
          isUnclear
            ? 'This was not understood and is not kept. Write it as Mon-Sat 07:00-21:00; Sun 09:00-18:00, or leave it empty for any time.'
            : 'Such as Mon-Sat 07:00-21:00; Sun 09:00-18:00. Empty: any time.'
        }
        value={weeklyTimesText(ferry.hours)}
        onWords={(words) => {
          const hours = words.trim() === '' ? null : parseWeeklyTimes(words);
          setUnclear(hours === undefined);
          if (hours !== undefined) onChange({ hours });
        }}
      />
      <div class="form__row">
        {limit('Longest van', 'metres (empty: any)', 'maxLengthMetres')}
        {limit('Heaviest van', 'tonnes (empty: any)', 'maxWeightTonnes')}
      </div>
      <fieldset class="rules__stops">
        <legend>Stops beyond it</legend>
        {props.plan.rota.proposed.map(({ siteId, siteName }) => (
          <Check
            key={siteId}
            id={`${id}-to-${siteId}`}
            isOn={ferry.siteIds.includes(siteId)}
            onToggle={(isOn) =>
              onChange({
                siteIds: isOn ? [...ferry.siteIds, siteId] : ferry.siteIds.filter((each) => each !== siteId),
              })
            }
          >
            {siteName}
          </Check>
        ))}
      </fieldset>
    </>
  );
}

/** An identifier no other ferry has. */
function newFerry(ferries: readonly Ferry[]): Ferry {
  let n = 1;
  while (ferries.some(({ id }) => id === `ferry-${n}`)) n += 1;
  return {
    id: `ferry-${n}`,
    name: `Ferry ${n}`,
    waitSeconds: 600,
    crossingSeconds: 600,
    hours: null,
    maxLengthMetres: null,
    maxWeightTonnes: null,
    siteIds: [],
  };
}
