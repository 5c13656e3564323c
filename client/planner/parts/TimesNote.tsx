import type { RegionWire } from '../../../server/contract/planner.ts';

/** What the drive times rest on: said wherever times are shown. Nothing until the region is known. */
export function TimesNote({ region }: { region: RegionWire | null }) {
  if (region === null) return null;
  return (
    <p class="times-note">
      <RoadsTag region={region} /> Drive times come from {region.engine.description}.
    </p>
  );
}

/** What the drive times rest on, in a few words; in amber where nobody should travel by them. */
export function RoadsTag({ region }: { region: Pick<RegionWire, 'engine' | 'isSample' | 'roadsLabel'> }) {
  const { engine, isSample, roadsLabel } = region;
  return (
    <span class={engine.isEstimate || isSample ? 'tag tag--warning' : 'tag'}>
      {engine.isEstimate ? 'times are estimates' : roadsLabel}
    </span>
  );
}
