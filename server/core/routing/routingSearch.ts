import { seededRandom } from '../random.ts';
import { type AnnealingPlan, anneal } from './annealing.ts';
import { cross } from './crossover.ts';
import { type Individual, rememberRoutes } from './individual.ts';
import { Insertion } from './insertion.ts';
import { LocalSearch } from './localSearch.ts';
import { nearCustomers } from './nearCustomers.ts';
import { Population } from './population.ts';
import { RouteCopy } from './routeCopy.ts';
import type { RoutingProblem } from './routingProblem.ts';
import { shuffle } from './shuffle.ts';
import { TourSplit } from './split.ts';
import { StringRuin } from './stringRuin.ts';
import { type Penalties, WorkingRoutes } from './workingRoutes.ts';

/** Neighbours known of each customer, and those looked at in the local search (Vidal 2022). */
const MOST_NEAR = 80;
const MOST_LOOKED_AT = 20;
/** Children between changes of the penalties, wanted share that keeps a rule, and the steps (Vidal 2022, oftener for short runs). */
const CHILDREN_BETWEEN_TUNING = 50;
const FEWEST_KEPT = 0.2;
const MOST_KEPT = 0.35;
const DEARER = 1.2;
const CHEAPER = 0.85;
/** Least and most a unit of a broken rule costs. */
const CHEAPEST = 0.01;
const DEAREST = 1e5;
/** A broken rule costs so many times more while it is repaired, and this share of the broken is. */
const REPAIR_FACTOR = 10;
const REPAIR_SHARE = 0.5;
/** Changes of days after a child's routes, at most. */
const MOST_DAY_ROUNDS = 10;

/** The parts of a search for routes that work on the same routes, and its two ways: breeding and annealing. */
export class RoutingSearch {
  readonly routes: WorkingRoutes;
  readonly population = new Population();
  readonly random: () => number;
  iterations = 0;
  private readonly localSearch: LocalSearch;
  private readonly insertion: Insertion;
  private readonly split: TourSplit;
  private readonly ruin: StringRuin;
  /** The routes an annealing goes back to, and its shortest ones. */
  private readonly current: RouteCopy;
  private readonly shortest: RouteCopy;
  private readonly order: Int32Array;
  private readonly tour: Int32Array;
  /** Children since the last change of the penalties, and how many of them kept each rule. */
  private readonly kept = { children: 0, load: 0, duration: 0, lateness: 0 };

  constructor(problem: RoutingProblem, seed: number) {
    this.random = seededRandom(seed);
    this.routes = new WorkingRoutes(problem);
    const near = nearCustomers(problem, MOST_NEAR);
    this.insertion = new Insertion(this.routes);
    this.localSearch = new LocalSearch(this.routes, { near, most: MOST_LOOKED_AT, random: this.random });
    this.split = new TourSplit(this.routes);
    this.ruin = new StringRuin(this.routes, { insertion: this.insertion, near, random: this.random });
    this.current = new RouteCopy(this.routes);
    this.shortest = new RouteCopy(this.routes);
    this.order = Int32Array.from({ length: problem.customers }, (_, k) => k + 1);
    this.tour = new Int32Array(problem.customers);
    this.routes.penalties = firstPenalties(problem);
  }

  /**
   * Routes from nothing: those with the fewest choices of days first, each where it costs least.
   * @param dearer  so many times the first penalties
   */
  construct(dearer: number): void {
    const { routes, order, random, insertion } = this;
    const { patterns } = routes.problem;
    routes.setPenalties(scaled(firstPenalties(routes.problem), dearer));
    routes.clear();
    shuffle(order, order.length, random);
    const byChoice = Array.from(order).sort((a, b) => patterns[a - 1].length - patterns[b - 1].length);
    for (const customer of byChoice) insertion.insertBest(customer);
  }

  /** Anneals the working routes; what it found, improved, joins the population; the penalties are the first again. */
  annealRoutes(plan: Omit<AnnealingPlan, 'onShorter'>): void {
    const { routes, ruin, random, shortest } = this;
    let isFound = false;
    const onShorter = () => {
      isFound = true;
      shortest.take(false);
    };
    this.iterations += anneal(routes, { ruin, copy: this.current, random, plan: { ...plan, onShorter } });
    if (isFound) {
      shortest.back(false);
      this.keepRoutes();
      this.educate();
    }
    this.keepRoutes();
    routes.setPenalties(firstPenalties(routes.problem));
    this.population.reprice(routes.penalties);
  }

  /** One random start, improved, joins the population. */
  breedFirst(): void {
    const { routes, random, order, tour } = this;
    const { patterns } = routes.problem;
    routes.clear();
    shuffle(order, order.length, random);
    for (const customer of order) {
      const sets = patterns[customer - 1];
      routes.pattern[customer] = sets[Math.floor(random() * sets.length)];
    }
    for (let day = 0; day < routes.days; day++) {
      let count = 0;
      for (const customer of order) if ((routes.pattern[customer] >> day) & 1) tour[count++] = customer;
      this.split.lay(day, tour, count);
    }
    this.raise();
  }

  /** A child of two, improved, joins the population, which must not be empty. */
  breed(): void {
    const { random, population } = this;
    const { routes, split, insertion } = this;
    cross({ routes, split, insertion, random }, population.pick(random), population.pick(random));
    this.raise();
  }

  private raise(): void {
    const { random, routes, kept } = this;
    this.iterations++;
    this.educate();
    const child = this.keepRoutes();
    kept.children++;
    if (child.overload === 0) kept.load++;
    if (child.overtime === 0) kept.duration++;
    if (child.isFeasible || child.lateness === 0) kept.lateness++;
    if (!child.isFeasible && random() < REPAIR_SHARE) {
      const soft = routes.penalties;
      routes.setPenalties(scaled(soft, REPAIR_FACTOR));
      this.educate();
      routes.setPenalties(soft);
      this.keepRoutes();
    }
    if (kept.children >= CHILDREN_BETWEEN_TUNING) this.tune();
  }

  /** Moves within the days, then other days, for as long as both help. */
  private educate(): void {
    const { routes, localSearch, insertion, random } = this;
    localSearch.run();
    if (routes.days === 1) return;
    for (let round = 0; round < MOST_DAY_ROUNDS; round++) {
      const since = routes.clock;
      if (!insertion.improve(random)) return;
      localSearch.run(since);
    }
  }

  private keepRoutes(): Individual {
    const individual = rememberRoutes(this.routes);
    this.population.add(individual);
    return individual;
  }

  /** Makes broken rules dearer when too few children keep them, and cheaper when many do. */
  private tune(): void {
    const { routes, kept } = this;
    const { load, duration, lateness } = routes.penalties;
    const tuned = (price: number, keeping: number) => {
      const share = keeping / kept.children;
      if (share < FEWEST_KEPT) return Math.min(DEAREST, price * DEARER);
      return share > MOST_KEPT ? Math.max(CHEAPEST, price * CHEAPER) : price;
    };
    routes.setPenalties({
      load: tuned(load, kept.load),
      duration: tuned(duration, kept.duration),
      lateness: tuned(lateness, kept.lateness),
    });
    this.population.reprice(routes.penalties);
    Object.assign(kept, { children: 0, load: 0, duration: 0, lateness: 0 });
  }
}

/** A full load at the far end of the map for one, a unit of time or distance for one of the others (Vidal 2022). */
function firstPenalties({ distance, demand }: RoutingProblem): Penalties {
  const farthest = distance.reduce((most, one) => Math.max(most, one), 0);
  const heaviest = demand.reduce((most, one) => Math.max(most, one), 1);
  return { load: Math.max(0.1, Math.min(1000, farthest / heaviest)), duration: 1, lateness: 1 };
}

const scaled = ({ load, duration, lateness }: Penalties, factor: number): Penalties => ({
  load: load * factor,
  duration: duration * factor,
  lateness: lateness * factor,
});
