import type { RegionWire } from '../../../server/contract/planner.ts';

/** What the drive times rest on: said wherever times are shown. Nothing until the region is known. */
export function TimesNote({ region }: { region: RegionWire | null }) {
  if (region === null) return null;
  return (
    <p class="times-note">
      <span class={region.engine.isEstimate || region.isSample ? 'tag tag--warning' : 'tag'}>
        {region.engine.isEstimate ? 'estimate' : region.roadsLabel}
      </span>{' '}
      {region.engine.isEstimate
        ? 'Drive times are estimates from straight distances, not routed on roads.'
        : `Drive times by ${region.engine.name} on ${region.roadsLabel}.`}
    </p>
  );
}
