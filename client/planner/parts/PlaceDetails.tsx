import type { AccessWire, AreaWire, HubWire } from '../../../server/contract/planner.ts';
import { dateWords } from '../../../server/shared/time.ts';
import { measureWords } from '../../common/measureWords.ts';
import {
  childrenWords,
  countedWords,
  countWords,
  decileWords,
  driveWords,
  figureWords,
  lengthWords,
  percentWords,
  sentenceCase,
} from '../../common/words.ts';
import { USUAL_ACCESS } from '../accessView.ts';
import { childrenByHub, placeNames } from '../planView.ts';
import { type PlannerState, resource, shownMeasure, shownPlan } from '../state.ts';
import { Facts } from './Facts.tsx';
import type { PanelProps } from './PanelProps.ts';
import { WhyNotButton } from './WhyNotSection.tsx';

/** Who lives in an area and how far help is, today and with the plan. */
export function AreaDetails({
  area,
  access,
  state,
  store,
}: PanelProps & { area: AreaWire; access: AccessWire }) {
  const plan = shownPlan(state).value;
  const after = plan?.areasAfter.find(({ areaId }) => areaId === area.id);
  const names = placeNames(access, resource(state, 'sites').value);
  const drive = (seconds: number | null, placeId: string | null) =>
    placeId === null
      ? 'No road'
      : `${sentenceCase(driveWords(seconds, access.cutoffSeconds))} to ${names.get(placeId) ?? 'a stop'}`;
  return (
    <>
      <Facts
        rows={[
          ['Hubs today', drive(area.hubSeconds, area.nearestHubId)],
          ['On foot today', walkToHub(area, access, names)],
          [`With plan ${plan?.letter ?? ''}`, after ? drive(after.seconds, after.placeId) : null],
          measuredRow(area, state),
          ['Under 5', `${childrenWords(area.children)}, ${countWords(area.childrenUnder1)} under 1`],
          ['Deprivation', sentenceCase(decileWords(area.deprivationDecile))],
          ['Without a car', `${percentWords(area.noCarShare)} of households`],
          ['Kind of place', area.ruralUrban],
        ]}
      />
      {area.points.length > 1 && (
        <p class="quiet">
          Its families live around {area.points.length} points:{' '}
          {rangeWords(after?.pointSeconds ?? area.points.map((point) => point.hubSeconds))}. The drive above
          is their mean.
        </p>
      )}
      {area.assumed.length > 0 && <p class="quiet">Assumed: {area.assumed.join('; ')}.</p>}
      <p class="choice__buttons">
        <WhyNotButton place={{ kind: 'area', id: area.id }} state={state} store={store} />
      </p>
    </>
  );
}

/** The measure on show beside the drive: "20 visits today, 22 visits with plan A". Empty where it is the drive itself. */
function measuredRow(area: AreaWire, state: PlannerState): readonly [string, string | null] {
  const wire = state.view.step === 'access' ? resource(state, shownMeasure(state)).value : null;
  const figures = wire?.areas.find(({ id }) => id === area.id);
  if (!wire || !figures || wire.measure.name === USUAL_ACCESS.measure) return ['', null];
  const { title, unit } = wire.measure;
  const today = `${sentenceCase(measureWords(unit, figures.today))} today`;
  const after = wire.plan && `${measureWords(unit, figures.plan)} with plan ${wire.plan.letter}`;
  return [title, [today, after].filter(Boolean).join(', ')];
}

/** "1 hour 40 minutes with a pram at 4 km/h to Bodmin Family Hub". */
function walkToHub(area: AreaWire, access: AccessWire, names: ReadonlyMap<string, string>): string {
  if (area.walk === null) return 'No way on foot';
  const { hubId, seconds, isAlongRoad } = area.walk;
  const pace = `with a pram at ${figureWords(access.walkingMetresPerHour / 1000)} km/h`;
  const walk = `${sentenceCase(lengthWords(seconds))} ${pace} to ${names.get(hubId) ?? 'a hub'}`;
  return isAlongRoad ? `${walk} (estimate along the road)` : walk;
}

/** "12 to 25 minutes", with what has no road. */
function rangeWords(seconds: readonly (number | null)[]): string {
  const minutes = seconds.filter((each) => each !== null).map((each) => Math.round(each / 60));
  const cutOff = seconds.length - minutes.length;
  const without = cutOff === 0 ? '' : `${countedWords(cutOff, 'point')} without a road`;
  if (minutes.length === 0) return without;
  const [least, most] = [Math.min(...minutes), Math.max(...minutes)];
  const range = least === most ? `${least} minutes` : `${least} to ${most} minutes`;
  return without === '' ? range : `${range}, ${without}`;
}

/** A hub's address, and whose nearest it is. */
export function HubDetails({ hub, access }: { hub: HubWire; access: AccessWire }) {
  const nearest = childrenByHub(access).get(hub.id) ?? { children: 0, areas: 0 };
  return (
    <Facts
      rows={[
        ['Address', [hub.address, hub.postcode].filter(Boolean).join(', ')],
        [
          'Nearest hub for',
          `${countedWords(nearest.children, 'under-5')} in ${countedWords(nearest.areas, 'area')}`,
        ],
        ['Open', hub.opening || 'Not known'],
        ['Facts checked', hub.checkedOn ? dateWords(hub.checkedOn) : 'Not known'],
      ]}
    />
  );
}
