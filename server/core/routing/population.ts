import { apartness, costUnder, type Individual } from './individual.ts';
import type { Penalties } from './workingRoutes.ts';

/** Individuals kept of each kind, and born before the next choice (Vidal 2022; fewer, for short runs). */
const KEPT = 15;
const BORN = 25;
/** Individuals whose cost alone decides that they stay. */
const ELITE = 5;
/** How many of the most alike make out how much an individual adds. */
const CLOSEST = 5;

/** Two populations, of those that keep every rule and those that do not, ranked by cost and by what they add in variety. */
export class Population {
  readonly feasible: Individual[] = [];
  readonly infeasible: Individual[] = [];
  /** The shortest that keeps every rule. */
  best: Individual | null = null;
  private isRanked = true;

  add(individual: Individual): void {
    const kind = individual.isFeasible ? this.feasible : this.infeasible;
    for (const other of kind) {
      const apart = apartness(individual, other);
      individual.apart.set(other, apart);
      other.apart.set(individual, apart);
    }
    kind.push(individual);
    if (kind.length > KEPT + BORN) chooseSurvivors(kind);
    this.isRanked = false;
    const isShorter = this.best === null || individual.distance < this.best.distance - LEAST_GAIN;
    if (individual.isFeasible && isShorter) this.best = individual;
  }

  /** The better of two taken at random; there must be one. */
  pick(random: () => number): Individual {
    if (!this.isRanked) {
      rank(this.feasible);
      rank(this.infeasible);
      this.isRanked = true;
    }
    const [a, b] = [this.any(random), this.any(random)];
    return a.fitness < b.fitness ? a : b;
  }

  private any(random: () => number): Individual {
    const k = Math.floor(random() * (this.feasible.length + this.infeasible.length));
    return k < this.feasible.length ? this.feasible[k] : this.infeasible[k - this.feasible.length];
  }

  /** Prices the broken rules anew. */
  reprice(penalties: Penalties): void {
    for (const individual of this.infeasible) individual.cost = costUnder(individual, penalties);
    this.isRanked = false;
  }
}

const LEAST_GAIN = 1e-7;

/** Sorts by cost and gives each its fitness. */
function rank(kind: Individual[]): void {
  kind.sort((a, b) => a.cost - b.cost);
  const last = kind.length - 1;
  const isElite = kind.length <= ELITE;
  const byVariety = kind
    .map((individual, k) => ({ k, variety: varietyOf(individual) }))
    .sort((a, b) => b.variety - a.variety || a.k - b.k);
  byVariety.forEach(({ k }, place) => {
    const share = isElite ? 0 : 1 - ELITE / kind.length;
    kind[k].fitness = last === 0 ? 0 : (k + share * place) / last;
  });
}

/** Mean difference from the most alike. */
function varietyOf({ apart }: Individual): number {
  closest.fill(Number.POSITIVE_INFINITY);
  for (const one of apart.values()) {
    let at = CLOSEST - 1;
    if (one >= closest[at]) continue;
    for (; at > 0 && closest[at - 1] > one; at--) closest[at] = closest[at - 1];
    closest[at] = one;
  }
  const count = Math.min(CLOSEST, apart.size);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += closest[k];
  return count === 0 ? 1 : sum / count;
}

const closest = new Float64Array(CLOSEST);

/** Twins go first, then those of the worst fitness; the best stays. */
function chooseSurvivors(kind: Individual[]): void {
  while (kind.length > KEPT) {
    rank(kind);
    let worst = 1;
    let isTwin = hasTwin(kind[1]);
    for (let k = 2; k < kind.length; k++) {
      const isOther = hasTwin(kind[k]);
      if (isOther === isTwin ? kind[k].fitness > kind[worst].fitness : isOther) {
        worst = k;
        isTwin = isOther;
      }
    }
    const [gone] = kind.splice(worst, 1);
    for (const other of kind) other.apart.delete(gone);
  }
}

function hasTwin(individual: Individual): boolean {
  for (const apart of individual.apart.values()) if (apart < LEAST_GAIN) return true;
  return false;
}
