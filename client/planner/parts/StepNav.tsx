import { STEPS, type Step, type View } from '../state.ts';
import { hashOfView } from '../urlState.ts';

const NAMES: Readonly<Record<Step, string>> = {
  region: 'Region',
  access: 'Access',
  sites: 'Sites',
  stops: 'Stops',
  review: 'Review',
  rota: 'Rota',
  timetable: 'Timetable',
  publish: 'Publish',
};

/** The steps as links, so that each has an address. */
export function StepNav({ view, siteWarnings }: { view: View; siteWarnings: number }) {
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
              {step === 'sites' && siteWarnings > 0 && (
                <span class="steps__count">
                  {siteWarnings}
                  <span class="hidden"> with papers that run out</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
