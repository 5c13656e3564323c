import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RegionWire } from '../../../server/contract/planner.ts';
import type { LonLat } from '../../../server/shared/coordinates.ts';
import { createMapContent } from '../mapContent.ts';
import type { PanelProps } from '../parts/PanelProps.ts';
import { RoadsTag } from '../parts/TimesNote.tsx';
import { resource, type Selection } from '../state.ts';
import { Legend } from './Legend.tsx';
import type { MapView } from './MapView.tsx';

/** The map with its legend and notes. The drawing code comes once the panel's figures are there, so as not to hold them up. */
export function MapPane({ state, store }: PanelProps) {
  const [View, setView] = useState<{ of: typeof MapView } | null>(null);
  const [isBroken, setBroken] = useState(false);
  const { status } = resource(state, 'access');
  const region = resource(state, 'region').value;
  const hasPanel = status === 'ready' || status === 'failed';
  useEffect(() => {
    if (!hasPanel) return;
    const timer = setTimeout(() => {
      import('./MapView.tsx').then(
        (module) => setView({ of: module.MapView }),
        () => setBroken(true),
      );
    });
    return () => clearTimeout(timer);
  }, [hasPanel]);
  const contentOf = useMemo(createMapContent, []);
  const content = contentOf(state);
  const Drawn = View?.of as ComponentType<Parameters<typeof MapView>[0]> | undefined;
  const pick = (selection: Selection | null) => store.dispatch({ type: 'selected', selection });
  const place = (lonLat: LonLat) => store.dispatch({ type: 'site-placed', lonLat });
  return (
    <section class="map" aria-label="Map">
      {Drawn && content.bounds && <Drawn content={content} onPick={pick} onPlace={place} />}
      {!Drawn && !isBroken && <p class="map__loading">Drawing the map…</p>}
      {isBroken && (
        <p class="map__trouble">
          The map could not be loaded. Everything on it is in the tables of the panel.
        </p>
      )}
      {region?.map === null && (
        <p class="map__note">
          This region was imported before the program drew maps. Import its files again, and land, roads and
          places appear here.
        </p>
      )}
      <Legend state={state} store={store} content={content} />
      <Sources region={region} />
    </section>
  );
}

/** Whose data the map shows, and what its times rest on. */
function Sources({ region }: { region: RegionWire | null }) {
  if (region === null) return null;
  const isOpenStreetMap = region.attribution.some((line) => line.includes('OpenStreetMap'));
  return (
    <div class="sources">
      <RoadsTag region={region} />
      <details class="sources__more">
        <summary>{isOpenStreetMap ? '© OpenStreetMap contributors and others' : 'Data sources'}</summary>
        <ul>
          {region.attribution.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
