import type { AccessMeasureWire } from '../../../server/contract/access.ts';
import type { MeasureName } from '../../../server/shared/accessMeasures.ts';
import type { AccessShows } from '../accessView.ts';

/** Which measure of access is on show, and what it means. */
export function MeasureChoice(props: { wire: AccessMeasureWire; onChoose: (measure: MeasureName) => void }) {
  const { measure, measures } = props.wire;
  return (
    <div class="field measure">
      <label for="measure">What to measure</label>
      <select
        id="measure"
        class="input"
        value={measure.name}
        aria-describedby="measure-meaning"
        onChange={(event) => props.onChoose(event.currentTarget.value as MeasureName)}
      >
        <optgroup label="By car">{measures.filter(({ isOnFoot }) => !isOnFoot).map(choice)}</optgroup>
        <optgroup label="On foot">{measures.filter(({ isOnFoot }) => isOnFoot).map(choice)}</optgroup>
      </select>
      <p class="form__hint" id="measure-meaning">
        {measure.explanation} <span class="measure__field">({measure.fieldName})</span>
      </p>
    </div>
  );
}

const choice = ({ name, title }: { name: MeasureName; title: string }) => (
  <option key={name} value={name}>
    {title}
  </option>
);

/** Hubs today, with the plan, or the difference. */
export function AccessToggle(props: {
  letter: string;
  shows: AccessShows;
  onToggle: (shows: AccessShows) => void;
}) {
  const option = (shows: AccessShows, text: string) => (
    <button
      type="button"
      class="segmented__option"
      aria-pressed={props.shows === shows}
      onClick={() => props.onToggle(shows)}
    >
      {text}
    </button>
  );
  return (
    <fieldset class="segmented segmented--three">
      <legend class="hidden">Which help to count</legend>
      {option('today', 'Hubs today')}
      {option('plan', `With plan\u00a0${props.letter}`)}
      {option('difference', 'Difference')}
    </fieldset>
  );
}
