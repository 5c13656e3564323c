import type { RegisterSiteWire } from '../../server/contract/sites.ts';
import { type PlannerState, resource } from './state.ts';

/** Which sites of the register are shown. */
export type RegisterFilter = 'all' | 'expiring' | 'unpermitted' | 'unpublishable' | 'used';

export const REGISTER_FILTERS: Readonly<Record<RegisterFilter, string>> = {
  all: 'All sites',
  expiring: 'Papers that run out within 60 days',
  unpermitted: 'Without permission',
  unpublishable: 'In a plan, and not publishable today',
  used: 'In a plan',
};

const IS_SHOWN: Readonly<Record<RegisterFilter, (site: RegisterSiteWire) => boolean>> = {
  all: () => true,
  expiring: (site) => site.warnings.length > 0,
  unpermitted: (site) => !site.hasPermission,
  unpublishable: (site) => site.plans.length > 0 && site.obstacles.length > 0,
  used: (site) => site.plans.length > 0,
};

/**
 * The sites that are asked for.
 * @param asked.status  '' for any
 * @param asked.words   parts of names or villages, all of which must be there
 */
export function filteredSites(
  sites: readonly RegisterSiteWire[],
  asked: { readonly filter: RegisterFilter; readonly status: string; readonly words: string },
): RegisterSiteWire[] {
  const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean);
  return sites.filter((site) => {
    const said = `${site.name} ${site.community}`.toLowerCase();
    return (
      IS_SHOWN[asked.filter](site) &&
      (asked.status === '' || site.status === asked.status) &&
      words.every((word) => said.includes(word))
    );
  });
}

/** How many sites have papers that run out soon, or have run out; 0 until the register is here. */
export const siteWarnings = (state: Pick<PlannerState, 'resources'>): number =>
  resource(state, 'register').value?.sites.filter(IS_SHOWN.expiring).length ?? 0;
