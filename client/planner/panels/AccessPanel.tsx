import type { AccessMeasureWire } from '../../../server/contract/access.ts';
import type { AccessWire, PlanWire } from '../../../server/contract/planner.ts';
import { type AccessShows, accessShows, USUAL_ACCESS } from '../accessView.ts';
import { measureStatement } from '../measureStatement.ts';
import { ReachStatement, StatementOf } from '../parts/AccessStatement.tsx';
import { BandBar, BandTable } from '../parts/BandBar.tsx';
import { EquitySection } from '../parts/EquitySection.tsx';
import { AreaFiguresTable, ExtremeAreas, MeasureFiles } from '../parts/MeasureAreas.tsx';
import { AccessToggle, MeasureChoice } from '../parts/MeasureChoice.tsx';
import { Note } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { TimesNote } from '../parts/TimesNote.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { hasChildren } from '../planView.ts';
import { resource, shownMeasure, shownPlan } from '../state.ts';

/** Who cannot reach help, by any measure: the answer in a sentence, who is worse off, and every area in a table. */
export function AccessPanel({ state, store }: PanelProps) {
  const plan = shownPlan(state).value;
  return (
    <>
      <h2 class="panel__title">Who can reach a Family Hub</h2>
      <WhenLoaded
        of={resource(state, 'access')}
        what="the drives to hubs"
        lines={7}
        onRetry={() => store.retry(['access'])}
      >
        {(access) => (
          <>
            <Measured access={access} plan={plan} state={state} store={store} />
            <p class="quiet">
              These figures rest on <a href="/planner/parameters">constants with their sources</a>.
            </p>
          </>
        )}
      </WhenLoaded>
      <TimesNote region={resource(state, 'region').value} />
    </>
  );
}

type MeasuredProps = PanelProps & { readonly access: AccessWire; readonly plan: PlanWire | null };

/** The usual measure answers before its figures by group are here; the others wait for theirs. */
function Measured({ access, plan, state, store }: MeasuredProps) {
  const shows = accessShows(state.view, plan !== null);
  const key = shownMeasure(state);
  const { measure } = state.view.access ?? USUAL_ACCESS;
  const isUsual = measure === USUAL_ACCESS.measure;
  const regionName = resource(state, 'region').value?.name ?? null;
  const isEmpty = access.areas.length === 0 || !hasChildren(access.reach);
  const toggle = plan && (
    <AccessToggle
      letter={plan.letter}
      shows={shows}
      onToggle={(asked) => store.dispatch({ type: 'access-asked', shows: asked })}
    />
  );
  if (isEmpty && isUsual) {
    return <ReachStatement access={access} plan={plan} shows={shows} regionName={regionName} />;
  }
  return (
    <>
      {isUsual && <ReachStatement access={access} plan={plan} shows={shows} regionName={regionName} />}
      {isUsual && toggle}
      {isUsual && <Bands access={access} plan={plan} />}
      <WhenLoaded of={resource(state, key)} what="the measure" lines={7} onRetry={() => store.retry([key])}>
        {(wire) => (
          <>
            {!isUsual && <MeasureAnswer wire={wire} shows={shows} regionName={regionName} />}
            {!isUsual && toggle}
            <MeasureChoice
              wire={wire}
              onChoose={(name) => store.dispatch({ type: 'access-asked', measure: name })}
            />
            <ExtremeAreas access={access} wire={wire} shows={shows} state={state} store={store} />
            <EquitySection
              wire={wire}
              shows={shows}
              names={new Map(access.areas.map((area) => [area.id, area.name]))}
            />
            <AreaFiguresTable access={access} wire={wire} shows={shows} state={state} store={store} />
            <MeasureFiles wire={wire} />
          </>
        )}
      </WhenLoaded>
    </>
  );
}

function MeasureAnswer(props: { wire: AccessMeasureWire; shows: AccessShows; regionName: string | null }) {
  const { wire, shows, regionName } = props;
  const statement = measureStatement({ wire, shows, where: regionName ? ` in ${regionName}` : '' });
  return statement === null ? (
    <Note>The areas hold no children aged 0 to 4, so there is nothing to measure.</Note>
  ) : (
    <StatementOf {...statement} />
  );
}

/** Children by minutes of driving, today and with the plan. */
const Bands = ({ access, plan }: Pick<MeasuredProps, 'access' | 'plan'>) => (
  <>
    <BandBar reach={access.reach} label="Hubs today" />
    {plan && <BandBar reach={plan.reachAfter} label={`With plan ${plan.letter}`} />}
    <BandTable before={access.reach} after={plan?.reachAfter ?? null} planLetter={plan?.letter ?? null} />
  </>
);
