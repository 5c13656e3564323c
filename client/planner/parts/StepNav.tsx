import { STEPS, type Step, type View } from '../state.ts';
import { hashOfView } from '../urlState.ts';

const NAMES: Readonly<Record<Step, string>> = {
  region: 'Region',
  access: 'Access',
  stops: 'Stops',
  rota: 'Rota',
  timetable: 'Timetable',
  publish: 'Publish',
};

/** The steps as links, so that each has an address. */
export function StepNav({ view }: { view: View }) {
  return (
    <nav class="steps" aria-label="Steps of planning">
      <ol>
        {STEPS.map((step) => (
          <li key={step}>
            <a
              class="steps__link"
              href={hashOfView({ ...view, step })}
              aria-current={step === view.step ? 'step' : undefined}
            >
              {NAMES[step]}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
