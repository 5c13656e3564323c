/** Path and query of every page in the site's map, in its order. */
export async function pathsInSitemap(baseUrl: string): Promise<string[]> {
  const map = await textOf(`${baseUrl}/sitemap.xml`);
  return [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address).pathname);
}

/**
 * Addresses that are not answered as they should be, with what they are answered.
 * @param holds  text that every page must hold
 */
export async function unanswered(
  baseUrl: string,
  paths: readonly string[],
  holds = '</html>',
): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = [...paths];
  const work = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const answer = await fetch(`${baseUrl}${path}`);
      const isWhole = (await answer.text()).includes(holds);
      if (answer.status !== 200 || !isWhole)
        wrong.push(`${path}: ${answer.status}${isWhole ? '' : ` without "${holds}"`}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return wrong;
}

/** Number of the release that pages and feeds say they are. */
export async function releaseServed(baseUrl: string): Promise<number> {
  const home = await textOf(`${baseUrl}/`);
  return Number(/Release (\d+)/.exec(home)?.[1]);
}

/** @throws when the answer is not 200 */
export async function textOf(address: string): Promise<string> {
  const answer = await fetch(address);
  if (answer.status !== 200) throw new Error(`${address} was answered ${answer.status}`);
  return answer.text();
}

/** A visit as the open data tells it; the fields the journeys compare pages with. */
export interface OpenVisit {
  readonly visit_uid: string;
  readonly date: string;
  readonly open: string;
  readonly close: string;
  readonly stop_id: string;
  readonly stop: string;
  readonly community: string;
  readonly address: string;
  readonly postcode: string;
  readonly services: readonly string[];
}

/** Every visit of the current release, in order of date. */
export async function openVisits(baseUrl: string): Promise<OpenVisit[]> {
  return JSON.parse(await textOf(`${baseUrl}/data/visits.json`)).visits;
}
