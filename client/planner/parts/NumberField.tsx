/**
 * What is wrong with a typed whole number, as a sentence; null when nothing is.
 * @param low, high  inclusive
 */
export function wholeNumberProblem(
  text: string,
  field: { name: string; low: number; high: number },
): string | null {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= field.low && value <= field.high) return null;
  return `${field.name} must be a whole number from ${field.low} to ${field.high}`;
}

/** A whole number to type, with its problem above it, and a slider beside it if wished. */
export function NumberField(props: {
  id: string;
  label: string;
  text: string;
  field: { low: number; high: number };
  problem: string | null;
  /** Reads after the field: "minutes". */
  unit?: string;
  hint?: string;
  hasSlider?: boolean;
  onType: (text: string) => void;
}) {
  const { id, field, problem, hint } = props;
  const type = (event: Event) => props.onType((event.currentTarget as HTMLInputElement).value);
  const sliderValue = Number(props.text) || field.low;
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class={problem ? 'field field--wrong' : 'field'}>
      <label for={id}>{props.label}</label>
      {hint && (
        <p class="quiet choice__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
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
          inputMode="numeric"
          autoComplete="off"
          value={props.text}
          aria-invalid={problem !== null}
          aria-describedby={described || undefined}
          onInput={type}
        />
        {props.unit && <span>{props.unit}</span>}
        {props.hasSlider && (
          <input
            class="slider"
            type="range"
            min={field.low}
            max={field.high}
            value={sliderValue}
            aria-label={props.label}
            onInput={type}
          />
        )}
      </div>
    </div>
  );
}
