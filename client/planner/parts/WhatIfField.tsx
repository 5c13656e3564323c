import type { DemandInputWire } from '../../../server/contract/demand.ts';
import { sentenceCase } from '../../common/words.ts';
import { inputFigure, inputProblem, sliderRange } from '../demandView.ts';

/** One constant: a slider over its plausible range, a field for any value that is accepted, its unit, its source, and a way back. */
export function WhatIfField(props: {
  input: DemandInputWire;
  /** Makes identifiers of two what-ifs on one page different. */
  scope: string;
  /** As typed; null for the value in use. */
  text: string | null;
  onChange: (text: string | null) => void;
}) {
  const { input, text } = props;
  const id = `what-if-${props.scope}-${input.name}`.replace(/[^\w-]/g, '-');
  const shown = text ?? inputFigure(input.value);
  const problem = text === null ? null : inputProblem(text, input);
  const value = problem === null ? Number(shown) : input.value;
  const range = sliderRange(input, value);
  const type = (event: Event) => props.onChange((event.currentTarget as HTMLInputElement).value);
  return (
    <div class={problem ? 'field field--wrong' : 'field'}>
      <label for={id}>{input.label}</label>
      {problem && (
        <p class="field__problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <div class="field__controls">
        <input
          id={id}
          class="input input--number"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={shown}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem ${id}-hint` : `${id}-hint`}
          onInput={type}
        />
        <input
          class="slider"
          type="range"
          min={range.min}
          max={range.max}
          step={range.step}
          value={value}
          aria-label={`${input.label}, slider`}
          onInput={type}
        />
        {text !== null && (
          <button
            type="button"
            class="button button--quiet button--small"
            aria-label={`Reset: ${input.label}`}
            onClick={() => props.onChange(null)}
          >
            Reset
          </button>
        )}
      </div>
      <p class="quiet what-if__hint" id={`${id}-hint`}>
        {sentenceCase(input.unit)}, plausible {inputFigure(input.low)} to {inputFigure(input.high)}.{' '}
        {input.explanation}. {input.source}.
      </p>
    </div>
  );
}
