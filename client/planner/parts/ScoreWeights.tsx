import { useState } from 'preact/hooks';
import type { ScoreWeightWire } from '../../../server/contract/choice.ts';
import { pointsWords } from '../../common/words.ts';
import type { Trouble } from '../state.ts';
import type { Store } from '../store.ts';
import { Skeleton, TroubleNote } from './Note.tsx';
import { scorePartName } from './ScoreParts.tsx';

/** How many points each part of the score may give: sliders and figures, applied to all sites at once. */
export function ScoreWeights({ store }: { store: Store }) {
  const [weights, setWeights] = useState<readonly ScoreWeightWire[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isAsked, setAsked] = useState(false);
  const fetch = () => {
    if (weights !== null) return;
    setAsked(true);
    void store.choice.weights().then((answer) => {
      if (answer.isOk) setWeights(answer.value);
      setTrouble(answer.isOk ? null : answer.trouble);
    });
  };
  const change = async (points: Readonly<Record<string, number>>) => {
    const answer = await store.choice.changeWeights(points);
    setTrouble(answer.isOk ? null : answer.trouble);
    if (!answer.isOk) return;
    setWeights(answer.value);
    store.retry(['sites']);
  };
  return (
    <details class="more" onToggle={(event) => (event.currentTarget as HTMLDetailsElement).open && fetch()}>
      <summary>What the score is made of</summary>
      {trouble && <TroubleNote title="The points were not changed" trouble={trouble} />}
      {weights === null ? (
        isAsked && trouble === null && <Skeleton label="Fetching the points" lines={3} />
      ) : (
        <WeightFields
          key={weights.map(({ points }) => points).join()}
          weights={weights}
          onChange={(points) => void change(points)}
        />
      )}
    </details>
  );
}

function WeightFields(props: {
  weights: readonly ScoreWeightWire[];
  onChange: (points: Readonly<Record<string, number>>) => void;
}) {
  const { weights, onChange } = props;
  const [points, setPoints] = useState(() =>
    Object.fromEntries(weights.map((each) => [each.name, each.points])),
  );
  const sum = Object.values(points).reduce((total, each) => total + each, 0);
  const isChanged = weights.some((each) => points[each.name] !== each.points);
  const isUsual = weights.every((each) => points[each.name] === each.defaultPoints);
  return (
    <div class="choice__fields">
      <p class="quiet">
        Points in proportion: they are scaled to 100. What the register does not know has half of its points.
      </p>
      {weights.map((each) => (
        <WeightField
          key={each.name}
          weight={each}
          points={points[each.name]}
          share={sum > 0 ? points[each.name] / sum : 0}
          onPoints={(value) => setPoints((now) => ({ ...now, [each.name]: value }))}
        />
      ))}
      <p class="choice__buttons">
        <button
          type="button"
          class="button"
          aria-disabled={!isChanged || sum === 0}
          onClick={() => isChanged && sum > 0 && onChange(points)}
        >
          Score with these
        </button>
        <button
          type="button"
          class="button button--quiet"
          aria-disabled={isUsual}
          onClick={() =>
            !isUsual && onChange(Object.fromEntries(weights.map((each) => [each.name, each.defaultPoints])))
          }
        >
          Reset
        </button>
      </p>
    </div>
  );
}

function WeightField(props: {
  weight: ScoreWeightWire;
  points: number;
  share: number;
  onPoints: (points: number) => void;
}) {
  const { weight, points } = props;
  const id = `weight-${weight.part}`;
  const type = (event: Event) => {
    const text = (event.currentTarget as HTMLInputElement).value.replace(/\D/g, '');
    props.onPoints(Math.min(weight.high, Math.max(weight.low, Number(text))));
  };
  return (
    <div class="field">
      <label for={id}>
        {scorePartName(weight.part)}
        <span class="quiet"> {pointsWords(props.share * 100)} of 100</span>
      </label>
      <div class="field__controls">
        <input
          id={id}
          class="input input--number"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={String(points)}
          onInput={type}
        />
        <input
          class="slider"
          type="range"
          min={weight.low}
          max={weight.high}
          value={points}
          aria-label={`Points for ${scorePartName(weight.part)}`}
          onInput={type}
        />
      </div>
    </div>
  );
}
