import type { PlanWire } from '../../../server/contract/planner.ts';
import type { PlanVanWire, VanSizeWire } from '../../../server/contract/rota.ts';
import { counted } from '../../../server/shared/text.ts';
import { WEEKDAY_NAMES, type Weekday } from '../../../server/shared/time.ts';
import { askedOf } from '../rotaAsking.ts';
import { Check, Figure, Time, Words } from './FormFields.tsx';
import type { PanelProps } from './PanelProps.ts';

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
/** 8:30 to 17:00: the hours of a weekday that is added, unless the van has another. */
const USUAL_SHIFT = { from: 30_600, to: 61_200 };
/** A large panel van: what is typed over when a size is entered. */
const FIRST_SIZE: VanSizeWire = { lengthMetres: 7, widthMetres: 2.3, heightMetres: 3, weightTonnes: 5 };

/** The plan's vans: hours and skills by weekday, and their size. */
export function VanFields({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const asked = askedOf(state, plan);
  const change = (van: PlanVanWire) =>
    store.dispatch({
      type: 'rota-asked',
      asked: { ...asked, vans: asked.vans.map((each) => (each.id === van.id ? van : each)) },
    });
  return (
    <details class="block rules-form">
      <summary>
        <h3>Vans</h3>
      </summary>
      {asked.vans.map((van) => (
        <fieldset key={van.id} class="rules-form__group">
          <legend>{van.name}</legend>
          <p class="quiet">
            Starts and ends at {van.baseName}; out on {counted(Object.keys(van.shifts).length, 'weekday')}.
          </p>
          {WEEKDAYS.map((weekday) => (
            <VanWeekday key={weekday} van={van} weekday={weekday} onChange={change} />
          ))}
          <VanSizeFields van={van} onChange={change} />
        </fieldset>
      ))}
    </details>
  );
}

type VanProps = { van: PlanVanWire; onChange: (van: PlanVanWire) => void };

function VanWeekday({ van, weekday, onChange }: VanProps & { weekday: Weekday }) {
  const id = `van-${van.id}-${weekday}`;
  const shift = van.shifts[weekday];
  const { [weekday]: _shift, ...otherShifts } = van.shifts;
  const { [weekday]: _skills, ...otherSkills } = van.skills;
  const like = Object.values(van.shifts)[0] ?? USUAL_SHIFT;
  const name = WEEKDAY_NAMES[weekday - 1];
  return (
    <div class="van-day">
      <Check
        id={`${id}-out`}
        isOn={shift !== undefined}
        onToggle={(isOn) =>
          onChange(
            isOn
              ? { ...van, shifts: { ...van.shifts, [weekday]: like } }
              : { ...van, shifts: otherShifts, skills: otherSkills },
          )
        }
      >
        {name}
      </Check>
      {shift && (
        <>
          <div class="form__row">
            <Time
              id={`${id}-from`}
              label={`Leaves on ${name}`}
              value={shift.from}
              onValue={(from) =>
                from !== null &&
                onChange({ ...van, shifts: { ...van.shifts, [weekday]: { ...shift, from } } })
              }
            />
            <Time
              id={`${id}-to`}
              label={`Back on ${name}`}
              value={shift.to}
              onValue={(to) =>
                to !== null && onChange({ ...van, shifts: { ...van.shifts, [weekday]: { ...shift, to } } })
              }
            />
          </div>
          <Words
            id={`${id}-skills`}
            label={`Skills aboard on ${name}`}
            value={(van.skills[weekday] ?? []).join(', ')}
            onWords={(words) => {
              const named = [...new Set(words.split(',').map((each) => each.trim()))].filter(Boolean);
              const skills = named.length === 0 ? otherSkills : { ...van.skills, [weekday]: named };
              onChange({ ...van, skills });
            }}
          />
        </>
      )}
    </div>
  );
}

const SIZE_FIELDS: readonly [keyof VanSizeWire, string, string][] = [
  ['lengthMetres', 'Length', 'metres'],
  ['widthMetres', 'Width', 'metres'],
  ['heightMetres', 'Height', 'metres'],
  ['weightTonnes', 'Weight', 'tonnes'],
];

function VanSizeFields({ van, onChange }: VanProps) {
  const { size } = van;
  return (
    <>
      <Check
        id={`van-${van.id}-size`}
        isOn={size !== null}
        onToggle={(isOn) => onChange({ ...van, size: isOn ? FIRST_SIZE : null })}
      >
        Its size is known, and is held against the limits of sites and ferries
      </Check>
      {size && (
        <div class="form__row">
          {SIZE_FIELDS.map(([key, label, unit]) => (
            <Figure
              key={key}
              id={`van-${van.id}-${key}`}
              label={label}
              unit={unit}
              value={size[key]}
              onValue={(value) => onChange({ ...van, size: { ...size, [key]: value ?? Number.NaN } })}
            />
          ))}
        </div>
      )}
    </>
  );
}
