import type { RotaWishes } from '../../shared/rotaWishes.ts';

/**
 * The stops of which something else is asked than before: by a wish, a lock, an order, or being left out.
 * @returns empty where the wishes are the same; what is asked of rules, vans and days names no stop
 */
export function askedSites(before: RotaWishes, after: RotaWishes): Set<string> {
  const [own, other] = [bySite(before), bySite(after)];
  return new Set([...own.keys(), ...other.keys()].filter((siteId) => own.get(siteId) !== other.get(siteId)));
}

/** Everything asked of each stop, as text. */
function bySite(wishes: RotaWishes): Map<string, string> {
  const said = new Map<string, string>();
  const say = (siteId: string, what: unknown) =>
    said.set(siteId, `${said.get(siteId) ?? ''}${JSON.stringify(what)}`);
  for (const [siteId, asked] of Object.entries(wishes.stops)) say(siteId, asked);
  for (const siteId of wishes.left) say(siteId, 'left');
  for (const lock of wishes.lockedStops) say(lock.siteId, lock);
  for (const { siteIds } of wishes.lockedOrders) for (const siteId of siteIds) say(siteId, siteIds);
  return said;
}
