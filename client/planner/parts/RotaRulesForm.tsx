import { useState } from 'preact/hooks';
import type { PlanWire } from '../../../server/contract/planner.ts';
import {
  ROTA_NUMBER_FIELDS,
  ROTA_WEIGHT_FIELDS,
  type RotaNumberField,
  rotaNumberProblem,
} from '../../../server/shared/rotaRuleFields.ts';
import type { RotaRules } from '../../../server/shared/rotaRules.ts';
import { WEEKDAY_NAMES, type Weekday } from '../../../server/shared/time.ts';
import { countedWords } from '../../common/words.ts';
import { DRIVERS_HOURS } from '../askedWords.ts';
import { askedOf, withRule } from '../rotaAsking.ts';
import { resource } from '../state.ts';
import { Choice, Figure, Time } from './FormFields.tsx';
import type { PanelProps } from './PanelProps.ts';
import { RotaFerries } from './RotaFerries.tsx';
import { RotaSeasons } from './RotaSeasons.tsx';

export type RulesProps = {
  readonly rules: RotaRules;
  readonly change: (rules: Partial<RotaRules>) => void;
};

/** Every working rule in one place, with its unit and where its usual value comes from. */
export function RotaRulesForm({ plan, state, store }: PanelProps & { plan: PlanWire }) {
  const asked = askedOf(state, plan);
  const { usualRules } = plan.rota;
  const rules: RotaRules = { ...usualRules, ...asked.wishes.rules };
  const change = (part: Partial<RotaRules>) =>
    store.dispatch({
      type: 'rota-asked',
      asked: { ...asked, wishes: withRule(asked.wishes, usualRules, part as RotaRules) },
    });
  const weeks = resource(state, 'region').value?.limits.cycleWeeks ?? [rules.cycleWeeks];
  return (
    <details class="block rules-form">
      <summary>
        <h3>Working rules</h3>
      </summary>
      <RepeatField rules={rules} change={change} weeks={weeks} />
      {ROTA_NUMBER_FIELDS.map((field) => (
        <NumberRule
          key={field.name}
          field={field}
          value={rules[field.name]}
          usual={usualRules[field.name]}
          onValue={(value) => change({ [field.name]: value })}
        />
      ))}
      <div class="form__row">
        <Time
          id="rule-break-from"
          label="Break from"
          value={rules.breakWindow.from}
          onValue={(from) => change({ breakWindow: { ...rules.breakWindow, from: from ?? 0 } })}
        />
        <Time
          id="rule-break-to"
          label="Break until"
          value={rules.breakWindow.to}
          onValue={(to) => change({ breakWindow: { ...rules.breakWindow, to: to ?? 86_100 } })}
        />
      </div>
      <Choice
        id="rule-drivers"
        label="Drivers’ hours"
        value={rules.driversHours}
        options={DRIVERS_HOURS}
        onChoose={(value) => change({ driversHours: value as RotaRules['driversHours'] })}
      />
      <WeekdayFactors rules={rules} change={change} />
      <RotaSeasons rules={rules} change={change} />
      <RotaFerries rules={rules} change={change} plan={plan} />
      <fieldset class="rules-form__weights">
        <legend>What counts how much</legend>
        <p class="quiet">The most need is served first, whatever these are. Then:</p>
        {ROTA_WEIGHT_FIELDS.map((field) => (
          <NumberRule
            key={field.name}
            field={field}
            value={rules.weights[field.name]}
            usual={usualRules.weights[field.name]}
            onValue={(value) => change({ weights: { ...rules.weights, [field.name]: value } })}
          />
        ))}
      </fieldset>
    </details>
  );
}

/** Weeks of the cycle, or the month, in one choice. */
function RepeatField({ rules, change, weeks }: RulesProps & { weeks: readonly number[] }) {
  const options = Object.fromEntries([
    ...weeks.map((each) => [String(each), `every ${each === 1 ? 'week' : countedWords(each, 'week')}`]),
    ['month', 'by the month: first Tuesday, …'],
  ]);
  return (
    <Choice
      id="rule-repeats"
      label="The rota repeats"
      value={rules.repeats === 'month' ? 'month' : String(rules.cycleWeeks)}
      options={options}
      onChoose={(value) =>
        change(
          value === 'month'
            ? { repeats: 'month', cycleWeeks: 4 }
            : { repeats: 'weeks', cycleWeeks: Number(value) },
        )
      }
    />
  );
}

function NumberRule(props: {
  field: RotaNumberField<string>;
  value: number;
  usual: number;
  onValue: (value: number) => void;
}) {
  const { field, value, usual } = props;
  // What cannot be taken is told here and kept out of the rules.
  const [wrong, setWrong] = useState<string | null>(null);
  const shown = (number: number) => Math.round((number / field.unitSize) * 1000) / 1000;
  const usually = value === usual ? '' : ` Usually ${shown(usual).toLocaleString('en-GB')}.`;
  return (
    <Figure
      id={`rule-${field.name}`}
      label={field.title.replace(/,$/, '')}
      unit={field.unit}
      hint={`${field.hint}${usually} ${field.source}`}
      value={shown(value)}
      problem={wrong}
      onValue={(typed) => {
        const next = (typed ?? Number.NaN) * field.unitSize;
        const problem = rotaNumberProblem(field, next);
        setWrong(problem);
        if (problem === null) props.onValue(next);
      }}
    />
  );
}

function WeekdayFactors({ rules, change }: RulesProps) {
  const factors = rules.travelFactorByWeekday;
  return (
    <details class="more">
      <summary>Roads by weekday</summary>
      <p class="quiet">1 is as usual; 1.1 makes every drive of that weekday a tenth longer.</p>
      {WEEKDAY_NAMES.map((name, i) => {
        const weekday = (i + 1) as Weekday;
        return (
          <Figure
            key={name}
            id={`rule-road-${weekday}`}
            label={name}
            unit="times"
            value={factors[weekday] ?? 1}
            onValue={(factor) => {
              const { [weekday]: _, ...others } = factors;
              const isUsual = factor === 1 || factor === null;
              change({ travelFactorByWeekday: isUsual ? others : { ...others, [weekday]: factor } });
            }}
          />
        );
      })}
    </details>
  );
}
