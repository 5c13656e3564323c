import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import {
  type ClockTime,
  clockText,
  clockTime,
  WEEKDAY_NAMES,
  type Weekday,
} from '../../../server/shared/time.ts';

/** A number to type; what is no number becomes NaN, which is told where the number is used, or above it as its problem. */
export function Figure(props: {
  id: string;
  label: string;
  unit: string;
  value: number | null;
  mayBeEmpty?: boolean;
  /** Why the number cannot be taken, as a sentence. */
  problem?: string | null;
  hint?: string;
  onValue: (value: number | null) => void;
}) {
  const [typed, setTyped] = useState(figureText(props.value));
  // Another set may have been opened meanwhile: then what was typed is no longer the rule's.
  const shown = isSameFigure(figureIn(typed, props.mayBeEmpty), props.value)
    ? typed
    : figureText(props.value);
  const type = (text: string) => {
    setTyped(text);
    props.onValue(figureIn(text, props.mayBeEmpty));
  };
  const described = [
    `${props.id}-unit`,
    props.problem && `${props.id}-problem`,
    props.hint && `${props.id}-hint`,
  ];
  return (
    <div class={props.problem ? 'field field--wrong' : 'field'}>
      <label for={props.id}>{props.label}</label>
      {props.hint && (
        <p class="quiet rota__hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.problem && (
        <p class="field__problem" id={`${props.id}-problem`}>
          {props.problem}
        </p>
      )}
      <div class="field__controls">
        <input
          id={props.id}
          class="input input--number"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={shown}
          aria-invalid={props.problem ? true : undefined}
          aria-describedby={described.filter(Boolean).join(' ')}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <span id={`${props.id}-unit`}>{props.unit}</span>
      </div>
    </div>
  );
}

/** What was typed; NaN for what is no number. */
function figureIn(text: string, mayBeEmpty = false): number | null {
  if (text.trim() === '') return mayBeEmpty ? null : Number.NaN;
  return Number(text);
}

const figureText = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '' : String(Math.round(value * 1000) / 1000);

/** Miles become metres and back: they are the same but for the error of binary fractions. */
const isSameFigure = (a: number | null, b: number | null): boolean =>
  Object.is(a, b) || (a !== null && b !== null && Math.abs(a - b) < 1e-6);

/** One of a few, by its words. */
export const Choice = (props: {
  id: string;
  label: string;
  value: string;
  options: Readonly<Record<string, string>>;
  onChoose: (value: string) => void;
}) => (
  <div class="field">
    <label for={props.id}>{props.label}</label>
    <select
      id={props.id}
      class="input"
      value={props.value}
      onChange={(event) => props.onChoose(event.currentTarget.value)}
    >
      {Object.entries(props.options).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </div>
);

/** Yes or no. */
export const Check = (props: {
  id: string;
  isOn: boolean;
  onToggle: (isOn: boolean) => void;
  children: ComponentChildren;
}) => (
  <div class="check">
    <input
      id={props.id}
      type="checkbox"
      checked={props.isOn}
      onChange={(event) => props.onToggle(event.currentTarget.checked)}
    />
    <label for={props.id}>{props.children}</label>
  </div>
);

/** A time of day. */
export const Time = (props: {
  id: string;
  label: string;
  value: ClockTime | null;
  onValue: (time: ClockTime | null) => void;
}) => (
  <div class="field">
    <label for={props.id}>{props.label}</label>
    <input
      id={props.id}
      class="input rota__time"
      type="time"
      step={300}
      value={props.value === null ? '' : clockText(props.value)}
      onChange={({ currentTarget: { value } }) => props.onValue(value === '' ? null : clockTime(value))}
    />
  </div>
);

/** Words of one line. */
export const Words = (props: {
  id: string;
  label: string;
  value: string;
  hint?: string;
  onWords: (words: string) => void;
}) => (
  <div class="field">
    <label for={props.id}>{props.label}</label>
    {props.hint && (
      <p class="quiet rota__hint" id={`${props.id}-hint`}>
        {props.hint}
      </p>
    )}
    <input
      id={props.id}
      class="input"
      type="text"
      autoComplete="off"
      maxLength={200}
      value={props.value}
      aria-describedby={props.hint ? `${props.id}-hint` : undefined}
      onChange={(event) => props.onWords(event.currentTarget.value)}
    />
  </div>
);

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Some of the weekdays; none chosen means any, and is said so. */
export const Weekdays = (props: {
  id: string;
  legend: string;
  chosen: readonly Weekday[];
  onChoose: (weekdays: readonly Weekday[]) => void;
}) => (
  <fieldset class="field rota__choices">
    <legend>{props.legend}</legend>
    {WEEKDAYS.map((weekday) => (
      <Check
        key={weekday}
        id={`${props.id}-${weekday}`}
        isOn={props.chosen.includes(weekday)}
        onToggle={(isOn) =>
          props.onChoose(WEEKDAYS.filter((each) => (each === weekday ? isOn : props.chosen.includes(each))))
        }
      >
        {WEEKDAY_NAMES[weekday - 1].slice(0, 3)}
        <span class="hidden">{WEEKDAY_NAMES[weekday - 1].slice(3)}</span>
      </Check>
    ))}
  </fieldset>
);
