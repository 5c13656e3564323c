import type { ReachWire } from '../../../server/contract/planner.ts';
import { countWords, percentWords } from '../../common/words.ts';
import { minuteScale } from '../minuteScale.ts';
import { shareOf } from '../planView.ts';

/** One bar of children by minutes of driving; the figures are in `BandTable`, so it is hidden from readers. */
export function BandBar({ reach, label }: { reach: ReachWire; label: string }) {
  const scale = minuteScale(reach.bands);
  return (
    <div class="band" aria-hidden="true">
      <span class="band__label">{label}</span>
      <span class="band__bar">
        {reach.bands.map((band, i) => (
          <span
            key={scale[i].label}
            class="band__part"
            style={{ background: scale[i].colour, flexGrow: Math.max(0, band.children) }}
          />
        ))}
      </span>
    </div>
  );
}

/** Children by minutes of driving, as a table: today, and with a plan where there is one. */
export function BandTable(props: { before: ReachWire; after: ReachWire | null; planLetter: string | null }) {
  const scale = minuteScale(props.before.bands);
  const cell = (reach: ReachWire, i: number) => {
    const children = reach.bands[i]?.children ?? 0;
    return (
      <td class="table__number">
        {countWords(children)} <span class="quiet">({percentWords(shareOf(children, reach.children))})</span>
      </td>
    );
  };
  return (
    <table class="table table--plain">
      <caption class="hidden">Children aged 0 to 4 by minutes of driving to help</caption>
      <thead>
        <tr>
          <th scope="col">Drive</th>
          <th scope="col" class="table__number">
            Hubs today
          </th>
          {props.after && (
            <th scope="col" class="table__number">
              With plan {props.planLetter}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {scale.map((step, i) => (
          <tr key={step.label}>
            <th scope="row">
              <span class="keyed">
                <span class="swatch" style={{ background: step.colour }} aria-hidden="true" />
                {step.label}
              </span>
            </th>
            {cell(props.before, i)}
            {props.after && cell(props.after, i)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
