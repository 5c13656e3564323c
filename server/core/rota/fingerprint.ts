import type { Site } from '../nouns.ts';
import { submatrix } from '../travelMatrix.ts';
import { baseId, type RotaInput } from './rotaInput.ts';

/**
 * Tells whether two rotas were asked for with the same input, whatever the seed, the effort and the rota in force.
 * @returns 16 hexadecimal digits over stops, what of their sites a rota depends on, vans, rules, what is fixed, and roads
 * Source: FNV-1a, 32 bits, over UTF-16 units, twice with different beginnings.
 */
export function rotaFingerprint(input: RotaInput): string {
  const { stops, vans, rules, matrix } = input;
  const chosen = new Set(stops.map(({ siteId }) => siteId));
  const sites = input.sites.filter(({ id }) => chosen.has(id));
  const known = new Set(matrix.from);
  const ids = [...sites.map(({ id }) => id), ...vans.map(({ id }) => baseId(id))].filter((id) =>
    known.has(id),
  );
  const roads = submatrix(matrix, { from: ids, to: ids });
  const text = JSON.stringify(
    [
      stops,
      sites.map(factsUsed),
      vans.map(({ id, shifts, skills, size }) => ({ id, shifts, skills, size })),
      rules,
      input.locked ?? [],
      input.lockedDays ?? [],
      input.lockedOrders ?? [],
      ids,
      [...roads.seconds].map(String),
      [...roads.metres].map(String),
    ],
    inOrderOfNames,
  );
  return [0x811c9dc5, 0x01234567].map((start) => hash(text, start)).join('');
}

const factsUsed = ({ id, opening, lengthMetres, widthMetres, headroomMetres, facts }: Site) => ({
  id,
  opening,
  lengthMetres,
  widthMetres,
  headroomMetres,
  schoolRun: facts.schoolRun,
  minDaysBetweenVisits: facts.minDaysBetweenVisits,
  approach: [facts.approachWidthMetres, facts.approachHeightMetres, facts.approachTonnes],
});

/** Properties by name, so that a value reads the same however it was put together. */
function inOrderOfNames(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function hash(text: string, start: number): string {
  let sum = start;
  for (let k = 0; k < text.length; k++) sum = Math.imul(sum ^ text.charCodeAt(k), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}
