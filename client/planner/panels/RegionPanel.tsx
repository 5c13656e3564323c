import { useState } from 'preact/hooks';
import type { RegionDataWire, RegionWire } from '../../../server/contract/planner.ts';
import { momentWords } from '../../common/words.ts';
import type { Answer } from '../api.ts';
import { BringFiles } from '../parts/BringFiles.tsx';
import { Confirm } from '../parts/Confirm.tsx';
import { Changes, ImportReport } from '../parts/ImportReport.tsx';
import { Note, TroubleNote } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { PlansFromTables } from '../parts/PlansFromTables.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { resource, type Trouble } from '../state.ts';

/** Where everything comes from: what the region was made from, other files for it, and the way back. */
export function RegionPanel({ state, store }: PanelProps) {
  const region = resource(state, 'region').value;
  return (
    <>
      <h2 class="panel__title">{region ? region.name : 'Region'}</h2>
      <WhenLoaded
        of={resource(state, 'region-data')}
        what="the region’s data"
        lines={6}
        onRetry={() => store.retry(['region-data'])}
      >
        {(data) =>
          region && (
            <>
              <MadeFrom data={data} region={region} />
              <Bring data={data} region={region} state={state} store={store} />
              <PlansFromTables uploads={data.uploads} state={state} store={store} />
              <Versions data={data} state={state} store={store} />
              <OtherRegions data={data} state={state} store={store} />
            </>
          )
        }
      </WhenLoaded>
    </>
  );
}

function MadeFrom({ data, region }: { data: RegionDataWire; region: RegionWire }) {
  return (
    <section class="block block--first" aria-label="What it was made from">
      {region.isSample && (
        <Note kind="warning">
          This is the sample region. Bring your county’s own files below: they make a region of their own.
        </Note>
      )}
      {data.report ? (
        <>
          <p>Imported {momentWords(data.report.importedAt)}.</p>
          <ImportReport report={data.report} />
        </>
      ) : (
        <p>There is no report of how it was made.</p>
      )}
    </section>
  );
}

function Bring({ data, region, state, store }: PanelProps & { data: RegionDataWire; region: RegionWire }) {
  const [name, setName] = useState(region.isSample ? '' : region.name);
  const { work } = state;
  const isBusy = work?.state === 'asking' || work?.state === 'running';
  const outcome = work?.state === 'done' ? (work.job?.imported ?? null) : null;
  const isUnusable = isBusy || data.uploads.length === 0 || name.trim() === '';
  const changed = () => {
    store.dispatch({ type: 'stale', keys: ['region-data'] });
    if (outcome) store.dispatch({ type: 'work-dismissed' });
  };
  return (
    <section class="block" aria-labelledby="bring-title">
      <h3 id="bring-title">Bring files</h3>
      <p>
        Tables of small areas, postcodes and hubs, an OpenStreetMap extract, a site register, a timetable
        there is, in any mix.
      </p>
      <BringFiles
        uploads={data.uploads}
        onChanged={changed}
        onRemove={(upload) => {
          void store.removeUpload(upload);
          if (outcome) store.dispatch({ type: 'work-dismissed' });
        }}
      />
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isUnusable) void store.checkImport(name.trim());
        }}
      >
        <div class="field">
          <label for="region-name">Name of the region</label>
          <input
            id="region-name"
            class="input"
            value={name}
            maxLength={80}
            autocomplete="off"
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <p class="form__hint">A name there is brings it up to date; another one makes a new region.</p>
        </div>
        <button type="submit" class="button" aria-disabled={isUnusable}>
          Check the files
        </button>
      </form>
      {outcome && !outcome.isApplied && (
        <section class="block" aria-labelledby="check-title">
          <h4 id="check-title">What importing into {outcome.name} would do</h4>
          <Changes changes={outcome.changes} />
          <ImportReport report={outcome.report} />
          <Confirm
            text="Import"
            question={`Import these files into ${outcome.name}? What is there now can be restored.`}
            confirmText="Import now"
            isDisabled={isBusy}
            onConfirm={() => void store.applyImport(outcome.name)}
          />
        </section>
      )}
      {outcome?.isApplied && (
        <Note kind="good">{outcome.name} is imported. Open it below to plan with it.</Note>
      )}
    </section>
  );
}

function Versions({ data, state, store }: PanelProps & { data: RegionDataWire }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  if (data.versions.length === 0) return null;
  return (
    <section class="block" aria-labelledby="versions-title">
      <h3 id="versions-title">Go back</h3>
      <p>What the region held before, edits included. Plans, promises and releases stay as they are.</p>
      <ul class="files">
        {data.versions.map((version) => (
          <li key={version.id} class="files__item">
            <p class="files__name">Of {momentWords(version.importedAt)}</p>
            <p class="quiet">
              Replaced {momentWords(version.keptAt)}. {version.totals.slice(0, 3).join(', ')}.
            </p>
            <Confirm
              text="Restore"
              question={`Restore the region’s data of ${momentWords(version.importedAt)}? What is there now can be restored in turn.`}
              confirmText="Restore now"
              isDisabled={state.work?.state === 'running'}
              onConfirm={() => void store.restoreVersion(version.id).then(told(setTrouble))}
            />
          </li>
        ))}
      </ul>
      {trouble && <TroubleNote title="It was not restored" trouble={trouble} />}
    </section>
  );
}

function OtherRegions({ data, state, store }: PanelProps & { data: RegionDataWire }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const others = data.regions.filter((region) => !region.isServed);
  if (others.length === 0) return null;
  return (
    <section class="block" aria-labelledby="regions-title">
      <h3 id="regions-title">Other regions</h3>
      <p>Opening one serves it here instead: its planner, its public timetable and its run sheets.</p>
      <ul class="files">
        {others.map((region) => (
          <li key={region.slug} class="files__item">
            <p class="files__name">{region.name}</p>
            <Confirm
              text={`Open ${region.name}`}
              question={`Serve ${region.name} from now on? Families then see its timetable at this address.`}
              confirmText="Open it now"
              isDisabled={state.work?.state === 'running'}
              onConfirm={() => void store.openRegion(region.slug).then(told(setTrouble))}
            />
          </li>
        ))}
      </ul>
      {trouble && <TroubleNote title="It was not opened" trouble={trouble} />}
    </section>
  );
}

const told = (tell: (trouble: Trouble | null) => void) => (answer: Answer<unknown>) =>
  tell(answer.isOk ? null : answer.trouble);
