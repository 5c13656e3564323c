import { buildRota } from '../../../server/core/rota/buildRota.ts';
import { type RotaCase, rotaInputOf } from '../../../server/core/rotaReasons/rotaCase.ts';
import { NO_ROTA_WISHES, type RotaWishes } from '../../../server/shared/rotaWishes.ts';
import { rules, shifts, stop, tinyTown, van } from '../../support/tinyTown.ts';

/**
 * Tiny town's van on Tuesdays from 9am to 1pm, a cycle of one week, and two stops of which one fits. On site a call takes 20
 * minutes of set-up, 90 of session and 15 of pack-down: out to Ashby 10, 125 there, on to Brook 10, 125 there and back 20 are
 * 290 minutes, 50 more than the shift has.
 */
export function smallTown(
  fields: Partial<Omit<RotaCase, 'wishes'>> & { wishes?: Partial<RotaWishes> } = {},
): RotaCase {
  const town = {
    stops: [stop({ siteId: 'site-ashby', need: 60 }), stop({ siteId: 'site-brook', need: 48 })],
    sites: tinyTown.sites,
    vans: [van({ shifts: shifts([2], '09:00', '13:00') })],
    matrix: tinyTown.matrix,
    rules: rules({ cycleWeeks: 1 }),
    ...fields,
    wishes: { ...NO_ROTA_WISHES, ...fields.wishes },
    rota: { cycleWeeks: 1, vanDays: [], unserved: [], seed: 1, iterations: 100 },
  };
  return {
    ...town,
    rota: fields.rota ?? buildRota({ ...rotaInputOf(town), previous: undefined, iterations: 100 }),
  };
}
