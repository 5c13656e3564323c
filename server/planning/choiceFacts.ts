import type { AccessMeasures } from './measureAccess.ts';
import type { PlanWork } from './planWork.ts';

/** A county's choice is proven in a second or so; an odd one that is not is used as far as it got, with its gap shown. */
const PROOF_MAX_SECONDS = 60;

type ChoiceTaskFields = Extract<PlanWork, { kind: 'choose' }>['fields'];

/** The region's facts for any choice of stops: who lives where, how far it is, and which of two equally good sites is preferred. */
export function choiceFacts(
  access: AccessMeasures,
): Omit<ChoiceTaskFields, 'siteIds' | 'maxStops' | 'forceIn' | 'forceOut'> {
  return {
    areas: access.points,
    areasToHubs: access.areasToHubs,
    areasToHubsOnFoot: access.areasToHubsOnFoot,
    areasToSites: access.areasToSites,
    areasToSitesOnFoot: access.areasToSitesOnFoot,
    sessionRates: access.sessionRates,
    parameters: access.parameters,
    preference: new Map(access.scores.map((score) => [score.siteId, score.score])),
    limits: { maxSeconds: PROOF_MAX_SECONDS },
  };
}
