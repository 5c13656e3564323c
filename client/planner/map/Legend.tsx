import type { ComponentChildren } from 'preact';
import { weekdayWords } from '../../common/words.ts';
import type { MapContent } from '../mapContent.ts';
import type { PanelProps } from '../parts/PanelProps.ts';
import { gridWeekdays } from '../planView.ts';
import { shownPlan } from '../state.ts';
import { weekdayColour } from '../weekdayColours.ts';
import { BandsControl } from './BandsControl.tsx';

/** What the map's signs mean: only those that are on it. Can be folded away. */
export function Legend({ state, store, content }: PanelProps & { content: MapContent }) {
  const { areas, hubs, sites, stops, routes } = content;
  const plan = shownPlan(state).value;
  if (hubs === null && areas === null) return null;
  return (
    <details class="legend" open={window.matchMedia('(min-width: 60rem)').matches}>
      <summary>Legend</summary>
      {areas && (
        <>
          <p class="legend__title">{areas.key.title}</p>
          <ul>
            {areas.key.steps.map((step) => (
              <Entry key={step.label} sign={<Dot colour={step.colour} />} text={step.label} />
            ))}
          </ul>
          <p class="legend__note">Larger: more under-5s</p>
        </>
      )}
      {routes && plan && routes.routes.features.length > 0 && (
        <>
          <p class="legend__title">Van-days</p>
          <ul>
            {gridWeekdays(plan.vanDays).map((weekday) => (
              <Entry
                key={weekday}
                sign={<span class="legend__line" style={{ background: weekdayColour(weekday) }} />}
                text={weekdayWords(weekday)}
              />
            ))}
          </ul>
        </>
      )}
      <ul class="legend__signs">
        {hubs && <Entry sign={<House />} text="Family Hub" />}
        {stops && stops.length > 0 && (
          <Entry sign={<span class="legend__stop">1</span>} text={`Stop of plan ${plan?.letter ?? ''}`} />
        )}
        {sites && <Entry sign={<span class="legend__site" />} text="Candidate site, larger with its score" />}
      </ul>
      <BandsControl state={state} store={store} />
    </details>
  );
}

const Entry = ({ sign, text }: { sign: ComponentChildren; text: string }) => (
  <li>
    <span class="legend__sign" aria-hidden="true">
      {sign}
    </span>
    {text}
  </li>
);

const Dot = ({ colour }: { colour: string }) => <span class="legend__dot" style={{ background: colour }} />;

const House = () => (
  <svg viewBox="0 0 44 44" width="16" height="16" aria-hidden="true">
    <path d="M22 4L40 19V40H4V19Z" fill="#17242b" />
    <path d="M18 26h8v14h-8z" fill="#fff" />
  </svg>
);
