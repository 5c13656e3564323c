import type { AccessWire, AreaWire, PlanWire, ReachWire } from '../../../server/contract/planner.ts';
import { countWords, driveWords, percentWords, sentenceCase, wholeMinutes } from '../../common/words.ts';
import { colourOf, minuteScale } from '../minuteScale.ts';
import { BandBar, BandTable } from '../parts/BandBar.tsx';
import { type Column, DataTable } from '../parts/DataTable.tsx';
import { Note } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { TimesNote } from '../parts/TimesNote.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { hasChildren, placeNames, secondsByArea, worstAreas } from '../planView.ts';
import { resource, shownPlan } from '../state.ts';

/** Who cannot reach help: the share in a sentence, the bands, the worst areas, and every area in a table. */
export function AccessPanel({ state, store }: PanelProps) {
  const plan = shownPlan(state).value;
  const isAfter = state.view.isAfterPlan && plan !== null;
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
            {plan && (
              <ReachToggle
                letter={plan.letter}
                isAfter={isAfter}
                onToggle={(isAfterPlan) => store.dispatch({ type: 'after-plan-toggled', isAfterPlan })}
              />
            )}
            <ReachStatement
              access={access}
              reach={isAfter ? plan.reachAfter : access.reach}
              letter={isAfter ? plan.letter : null}
              regionName={resource(state, 'region').value?.name ?? null}
            />
            {hasChildren(access.reach) && (
              <>
                <BandBar reach={access.reach} label="Hubs today" />
                {plan && <BandBar reach={plan.reachAfter} label={`With plan ${plan.letter}`} />}
                <BandTable
                  before={access.reach}
                  after={plan?.reachAfter ?? null}
                  planLetter={plan?.letter ?? null}
                />
                <MeanDrives access={access} reach={isAfter ? plan.reachAfter : access.reach} />
                <WorstAreas access={access} plan={isAfter ? plan : null} state={state} store={store} />
              </>
            )}
            <AreasTable access={access} plan={isAfter ? plan : null} state={state} store={store} />
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

function ReachToggle(props: { letter: string; isAfter: boolean; onToggle: (isAfter: boolean) => void }) {
  const option = (isAfter: boolean, text: string) => (
    <button
      type="button"
      class="segmented__option"
      aria-pressed={props.isAfter === isAfter}
      onClick={() => props.onToggle(isAfter)}
    >
      {text}
    </button>
  );
  return (
    <fieldset class="segmented">
      <legend class="hidden">Which help to count</legend>
      {option(false, 'Hubs today')}
      {option(true, `With plan ${props.letter}`)}
    </fieldset>
  );
}

function ReachStatement(props: {
  access: AccessWire;
  reach: ReachWire;
  letter: string | null;
  regionName: string | null;
}) {
  const { access, reach } = props;
  if (access.areas.length === 0)
    return <Note>There are no areas yet. Import a table of areas to see who is out of reach.</Note>;
  if (!hasChildren(reach))
    return <Note>The areas hold no children aged 0 to 4, so there is no reach to measure.</Note>;
  const help = props.letter === null ? 'a hub' : 'a hub or a stop';
  return (
    <p class="statement">
      <span class="statement__figure">{percentWords(reach.shareBeyond)}</span>
      <span class="statement__words">
        of under-5s{props.regionName ? ` in ${props.regionName}` : ''} live more than{' '}
        {driveWords(access.cutoffSeconds)} from {help}
        {props.letter === null ? '' : ` with plan ${props.letter}`}
      </span>
      <span class="statement__more">
        {countWords(reach.childrenBeyond)} of {countWords(reach.children)} children aged 0 to 4, in{' '}
        {countWords(reach.areasBeyond)} of {countWords(access.areas.length)} areas
      </span>
    </p>
  );
}

function MeanDrives({ access, reach }: { access: AccessWire; reach: ReachWire }) {
  const worst = access.areas.find((area) => area.id === reach.worstAreaId);
  return (
    <dl class="figures">
      <div>
        <dt>Average drive</dt>
        <dd>{driveWords(reach.meanSeconds)}</dd>
      </div>
      <div>
        <dt>95 in 100 children within</dt>
        <dd>{driveWords(reach.p95Seconds)}</dd>
      </div>
      {worst && (
        <div>
          <dt>Furthest area</dt>
          <dd>{worst.name}</dd>
        </div>
      )}
    </dl>
  );
}

type AreasProps = PanelProps & { access: AccessWire; plan: PlanWire | null };

function WorstAreas({ access, plan, store }: AreasProps) {
  const seconds = secondsByArea(access, plan);
  const scale = minuteScale(access.reach.bands);
  return (
    <section class="block">
      <h3>Furthest from help</h3>
      <ol class="worst">
        {worstAreas(access.areas, seconds, 5).map((area) => (
          <li key={area.id}>
            <button
              type="button"
              class="worst__area"
              onClick={() => store.dispatch({ type: 'selected', selection: { kind: 'area', id: area.id } })}
            >
              <span class="swatch" style={{ background: colourOf(scale, seconds.get(area.id) ?? null) }} />
              <span class="worst__name">{area.name}</span>
              <span class="worst__drive">
                {sentenceCase(driveWords(seconds.get(area.id) ?? null, access.cutoffSeconds))}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function AreasTable({ access, plan, state, store }: AreasProps) {
  const { selected } = state.view;
  const isOverLimit = (seconds: number | null) => seconds === null || seconds > access.cutoffSeconds;
  const seconds = secondsByArea(access, plan);
  const drive = (area: AreaWire) => seconds.get(area.id) ?? null;
  const names = placeNames(access, resource(state, 'sites').value);
  const after = new Map(plan?.areasAfter.map((area) => [area.areaId, area.placeId]));
  const place = (area: AreaWire) => (plan ? (after.get(area.id) ?? null) : area.nearestHubId);
  const columns: Column<AreaWire>[] = [
    { id: 'name', header: 'Area', cell: (area) => area.name, sortBy: (area) => area.name },
    {
      id: 'minutes',
      header: 'Minutes',
      isNumber: true,
      sortBy: (area) => drive(area) ?? Number.POSITIVE_INFINITY,
      cell: (area) => (
        <span class={isOverLimit(drive(area)) ? 'over' : undefined}>
          {wholeMinutes(drive(area), access.cutoffSeconds) ?? 'No road'}
        </span>
      ),
    },
    {
      id: 'children',
      header: 'Under 5',
      isNumber: true,
      sortBy: (area) => area.children,
      cell: (area) => countWords(area.children),
    },
  ];
  return (
    <section class="block">
      <h3>All areas</h3>
      <p class="quiet">Each with its nearest {plan ? 'hub or stop' : 'hub'}.</p>
      <DataTable
        caption={`Areas with their nearest ${plan ? 'hub or stop' : 'hub'}, the minutes of driving there, and children aged 0 to 4`}
        isCaptionHidden
        columns={columns}
        rows={access.areas}
        rowId={(area) => area.id}
        detail={(area) => names.get(place(area) ?? '') ?? 'no road'}
        plural="areas"
        initialSort={{ columnId: 'minutes', isDescending: true }}
        selectedId={selected?.kind === 'area' ? selected.id : null}
        onSelect={(area) => store.dispatch({ type: 'selected', selection: { kind: 'area', id: area.id } })}
        emptyText="There are no areas yet."
      />
    </section>
  );
}
