import type { PlanWire } from '../../../server/contract/planner.ts';
import type { RotaWishes, StopWishes } from '../../../server/shared/rotaWishes.ts';
import { listed } from '../../../server/shared/text.ts';
import { lengthWords } from '../../common/words.ts';
import { askedOf, withLeft, withStopWish } from '../rotaAsking.ts';
import { Check, Choice, Figure, Time, Weekdays, Words } from './FormFields.tsx';
import type { PanelProps } from './PanelProps.ts';

type FormProps = PanelProps & { plan: PlanWire; siteId: string };

/** What one stop asks of the next rota: how often, how long, when, with whom. What is left empty is not asked. */
export function StopWishesForm({ plan, siteId, state, store }: FormProps) {
  const asked = askedOf(state, plan);
  const proposed = plan.rota.proposed.find((stop) => stop.siteId === siteId);
  if (!proposed) return null;
  const wish = asked.wishes.stops[siteId] ?? {};
  const isLeft = asked.wishes.left.includes(siteId);
  const ask = (wishes: RotaWishes) => store.dispatch({ type: 'rota-asked', asked: { ...asked, wishes } });
  const change = (part: Partial<StopWishes>) => ask(withStopWish(asked.wishes, siteId, part));
  const fields = { wish, change, id: `wish-${siteId}`, cycleWeeks: plan.rota.rules.cycleWeeks };
  return (
    <details class="more wishes">
      <summary>What this stop asks of the rota</summary>
      <Check
        id={`${fields.id}-left`}
        isOn={isLeft}
        onToggle={(left) => ask(withLeft(asked.wishes, siteId, left))}
      >
        Leave it out of the rota
      </Check>
      {!isLeft && (
        <>
          <Check
            id={`${fields.id}-required`}
            isOn={wish.isRequired ?? false}
            onToggle={(isRequired) => change({ isRequired: isRequired || undefined })}
          >
            Serve it before all others
          </Check>
          <OftenFields {...fields} proposed={proposed} />
          <WhenFields {...fields} />
          <SpacingFields {...fields} />
          <PeopleFields {...fields} skills={skillsOf(asked.vans)} />
        </>
      )}
      <p class="form__hint">Changes wait under “What is asked of the rota” until you plan again.</p>
    </details>
  );
}

interface Fields {
  readonly id: string;
  readonly wish: StopWishes;
  readonly cycleWeeks: number;
  readonly change: (part: Partial<StopWishes>) => void;
}

function OftenFields(props: Fields & { proposed: PlanWire['rota']['proposed'][number] }) {
  const { id, wish, cycleWeeks, change, proposed } = props;
  const visits = Array.from({ length: cycleWeeks }, (_, i) => String(i + 1));
  return (
    <>
      <Choice
        id={`${id}-visits`}
        label={cycleWeeks === 1 ? 'Visits in a week' : `Visits in ${cycleWeeks} weeks`}
        value={String(wish.visitsPerCycle ?? '')}
        options={{
          '': `As proposed: ${proposed.visitsPerCycle}`,
          ...Object.fromEntries(visits.map((each) => [each, each])),
        }}
        // A set of weeks is for so many visits: with another number it is asked anew.
        onChoose={(text) =>
          change({ visitsPerCycle: text === '' ? undefined : Number(text), weekSets: undefined })
        }
      />
      <Figure
        id={`${id}-session`}
        label="Open for"
        unit={`minutes (empty: as proposed, ${lengthWords(proposed.sessionSeconds)})`}
        value={wish.sessionSeconds === undefined ? null : wish.sessionSeconds / 60}
        mayBeEmpty
        problem={sessionProblem(wish.sessionSeconds)}
        onValue={(minutes) => change({ sessionSeconds: minutes === null ? undefined : minutes * 60 })}
      />
    </>
  );
}

const sessionProblem = (seconds: number | undefined): string | null =>
  seconds === undefined || (seconds >= 900 && seconds <= 28_800 && seconds % 300 === 0)
    ? null
    : 'From 15 to 480 minutes, in steps of 5';

function WhenFields({ id, wish, cycleWeeks, change }: Fields) {
  const { within } = wish;
  const weeks = wish.weekSets?.[0] ?? [];
  return (
    <>
      <Weekdays
        id={`${id}-day`}
        legend="Only on (none: any weekday)"
        chosen={wish.weekdays ?? []}
        onChoose={(weekdays) => change({ weekdays: weekdays.length === 0 ? undefined : weekdays })}
      />
      {cycleWeeks > 1 && (wish.weekSets?.length ?? 0) <= 1 && (
        <fieldset class="field rota__choices">
          <legend>Only in weeks (none: any, evenly spread)</legend>
          {Array.from({ length: cycleWeeks }, (_, week) => (
            <Check
              key={week}
              id={`${id}-week-${week}`}
              isOn={weeks.includes(week)}
              onToggle={(isOn) => change(weeksAsked(weeks, week, isOn))}
            >
              <span class="hidden">Week </span>
              {week + 1}
            </Check>
          ))}
        </fieldset>
      )}
      <div class="form__row">
        <Time
          id={`${id}-from`}
          label="Open from, earliest"
          value={within?.from ?? null}
          onValue={(from) => change({ within: windowOf(from, within?.to ?? null, 'from') })}
        />
        <Time
          id={`${id}-to`}
          label="Closed by, latest"
          value={within?.to ?? null}
          onValue={(to) => change({ within: windowOf(within?.from ?? null, to, 'to') })}
        />
      </div>
    </>
  );
}

/** Weeks that are chosen are so many visits. */
function weeksAsked(weeks: readonly number[], week: number, isOn: boolean): Partial<StopWishes> {
  const chosen = (isOn ? [...weeks, week] : weeks.filter((each) => each !== week)).sort((a, b) => a - b);
  return chosen.length === 0
    ? { weekSets: undefined, visitsPerCycle: undefined }
    : { weekSets: [chosen], visitsPerCycle: chosen.length };
}

/** Half a window is one to the end of the day; one whose typed end is taken away is gone. */
function windowOf(from: number | null, to: number | null, typed: 'from' | 'to'): StopWishes['within'] {
  if ((typed === 'from' ? from : to) === null) return undefined;
  return { from: from ?? 0, to: to ?? 86_100 };
}

function SpacingFields({ id, wish, change }: Fields) {
  return (
    <>
      <Figure
        id={`${id}-tolerance`}
        label="Openings may differ by"
        unit="minutes between weeks (empty: one clock time)"
        value={wish.toleranceSeconds === undefined ? null : wish.toleranceSeconds / 60}
        mayBeEmpty
        onValue={(minutes) => change({ toleranceSeconds: minutes === null ? undefined : minutes * 60 })}
      />
      <div class="form__row">
        <Figure
          id={`${id}-min`}
          label="Days between visits, from"
          unit="days"
          value={wish.minDaysBetween ?? null}
          mayBeEmpty
          onValue={(days) => change({ minDaysBetween: days ?? undefined })}
        />
        <Figure
          id={`${id}-max`}
          label="Days between visits, to"
          unit="days"
          value={wish.maxDaysBetween ?? null}
          mayBeEmpty
          onValue={(days) => change({ maxDaysBetween: days ?? undefined })}
        />
      </div>
    </>
  );
}

function PeopleFields({ id, wish, change, skills }: Fields & { skills: readonly string[] }) {
  const { series } = wish;
  return (
    <>
      <Words
        id={`${id}-skills`}
        label="Skills aboard, with commas between"
        hint={
          skills.length > 0
            ? `Of the vans: ${listed(skills)}.`
            : 'No van has any yet: enter them under “Vans”.'
        }
        value={(wish.skills ?? []).join(', ')}
        onWords={(words) => {
          const named = [...new Set(words.split(',').map((each) => each.trim()))].filter(Boolean);
          change({ skills: named.length === 0 ? undefined : named });
        }}
      />
      <Check
        id={`${id}-series`}
        isOn={series !== undefined}
        onToggle={(isOn) => change({ series: isOn ? { meetings: 6, everyWeeks: 1 } : undefined })}
      >
        It is a group that keeps its slot
      </Check>
      {series && (
        <div class="form__row">
          <Figure
            id={`${id}-meetings`}
            label="Meetings"
            unit="in all"
            value={series.meetings}
            onValue={(meetings) => change({ series: { ...series, meetings: meetings ?? Number.NaN } })}
          />
          <Figure
            id={`${id}-every`}
            label="One every"
            unit="weeks"
            value={series.everyWeeks}
            onValue={(everyWeeks) => change({ series: { ...series, everyWeeks: everyWeeks ?? Number.NaN } })}
          />
        </div>
      )}
    </>
  );
}

const skillsOf = (vans: PlanWire['rota']['vans']): string[] =>
  [...new Set(vans.flatMap((van) => Object.values(van.skills).flat()))].sort();
