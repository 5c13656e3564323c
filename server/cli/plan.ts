import { parseArgs } from 'node:util';
import { buildClient } from '../buildClient.ts';
import { readConfig } from '../config.ts';
import type { Plan } from '../core/nouns.ts';
import { DEFAULT_ROTA_ITERATIONS } from '../core/rota/buildRota.ts';
import { patternWords, stopPatterns } from '../core/timetable/patternWords.ts';
import { checkPlanOnDates } from '../planning/checkPlan.ts';
import { skipOpenClashes } from '../planning/clashes.ts';
import { type PlanDemand, planDemand } from '../planning/demandMeasures.ts';
import { DEFAULT_PLAN, makePlan, servedSiteIds } from '../planning/makePlan.ts';
import { exportRelease } from '../publish/publishRelease.ts';
import { CLIENT_BUILD, createLog, createServices, publishNeeds, type Services } from '../services.ts';
import { CHOICE_AIMS, type ChoiceWishes, DEFAULT_CHOICE, FLOOR_GROUPS } from '../shared/choiceWishes.ts';
import { contactsFigure, contactsWords } from '../shared/contactWords.ts';
import { PlannerError } from '../shared/errors.ts';
import { counted, slugOf } from '../shared/text.ts';
import { systemClock } from '../shared/time.ts';
import { SECONDS_PER_MINUTE, toMinutes } from '../shared/units.ts';
import { distanceWords, durationWords } from '../shared/words.ts';
import { ensureSample } from '../start.ts';
import { listAreas } from '../store/areas.ts';
import { approvePlan } from '../store/plans.ts';
import { listEverySite } from '../store/sites.ts';
import { runCli } from './runCli.ts';

const HELP = `Plans a region from the command line: access, stops, rota, check, and if you like a release.

  npm run plan -- --region NAME [--stops K] [--weeks N] [--vans V] [--seconds S] [--seed S]
                  [--force-in ID,…] [--force-out ID,…] [--publish | --out DIR]
                  [--aim AIM] [--within MINUTES] [--floor PERCENT] [--floor-by GROUPS] [--backup PERCENT]
                  [--one-a-village] [--not-both ID,ID …] [--van-hours H]

  --region NAME    an imported region (its name or short name), or "sample"
  --stops K        at most K stops (${DEFAULT_PLAN.maxStops})
  --weeks N        length of the rota's cycle: 1, 2, 3, 4 or 6 weeks (${DEFAULT_PLAN.cycleWeeks})
  --vans V         vans (${DEFAULT_PLAN.vans})
  --seconds S      search for a better rota for this long; without it a fixed number of rounds is searched,
                   so that the same seed gives the same rota
  --seed S         a whole number (${DEFAULT_PLAN.seed})
  --force-in ID,…  sites that must be among the stops    --force-out ID,…  sites that must not
  --aim AIM        what the stops are chosen for: ${Object.keys(CHOICE_AIMS).join(', ')} (${DEFAULT_CHOICE.aim})
  --within MINUTES --aim everyone: the limit (${toMinutes(DEFAULT_CHOICE.withinSeconds)}); the number of stops is then the answer
  --floor PERCENT  --aim floors: least share of every group within reach (${percentOf(DEFAULT_CHOICE.floorShare)})
  --floor-by G     groups to share between: ${Object.keys(FLOOR_GROUPS).join(', ')} (${DEFAULT_CHOICE.floorBy})
  --backup PERCENT --aim backup: what a second stop within reach counts (${percentOf(DEFAULT_CHOICE.backupWeight)})
  --one-a-village  at most one site of a village or town
  --not-both ID,…  sites of which at most one may be a stop; may be given several times
  --van-hours H    at most this many hours of van time in a cycle, estimated before there is a rota
  --publish        approve the plan and publish it as the region's next release
  --no-visits      with --publish: visits on bank holidays, or that meet anything else, do not take place
  --out DIR        write what the release would be into DIR, a folder any web server can serve

Prints a short table and, as its last line, one line of JSON. Settings (DATA_DIR, OSRM_URL, …) come from the
environment, as for npm start.`;

/** Rounds that a time limit ends long before. */
const ENDLESS_ITERATIONS = 10_000_000;

runCli(HELP, async (parameters) => {
  const asked = readOptions(parameters);
  const config = readConfig({ ...process.env, REGION: asked.region });
  await ensureSample(config, { clock: systemClock, stage: (_name, work) => Promise.resolve(work()) });
  const services = await createServices(config, { clock: systemClock, log: createLog(config) });
  const progress = { onStage: tellStage() };
  try {
    const plan = await makePlan(services, asked.plan, {
      ...progress,
      maxMilliseconds: asked.maxMilliseconds,
    });
    const check = await checkPlanOnDates(services, plan);
    const violations = check.violations.filter(({ severity }) => severity === 'hard');
    const demand = await planDemand(services, plan);
    printPlan(plan, demand, services);
    for (const violation of violations) console.log(`Violation: ${violation.message}`);
    const release = await releaseOf(services, plan, { ...asked, ...progress });
    console.log(JSON.stringify(summaryOf(services, plan, { violations: violations.length, release })));
  } finally {
    await services.close();
  }
});

/** The stage on a line of its own, once, on the error channel: the answer is on the other. */
function tellStage(): (stage: string) => void {
  let last = '';
  return (stage) => {
    if (stage !== last) console.error(`${stage} …`);
    last = stage;
  };
}

function readOptions(parameters: string[]) {
  const { values } = parseArgs({
    args: parameters,
    options: {
      region: { type: 'string' },
      stops: { type: 'string' },
      weeks: { type: 'string' },
      vans: { type: 'string' },
      seconds: { type: 'string' },
      seed: { type: 'string' },
      'force-in': { type: 'string' },
      'force-out': { type: 'string' },
      aim: { type: 'string' },
      within: { type: 'string' },
      floor: { type: 'string' },
      'floor-by': { type: 'string' },
      backup: { type: 'string' },
      'one-a-village': { type: 'boolean', default: false },
      'not-both': { type: 'string', multiple: true, default: [] },
      'van-hours': { type: 'string' },
      publish: { type: 'boolean', default: false },
      'no-visits': { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  if (!values.region)
    throw optionError('--region is missing: expected the name of an imported region, or "sample"');
  if (values.publish && values.out !== undefined)
    throw optionError('--publish and --out exclude each other: choose one');
  const seconds =
    values.seconds === undefined ? undefined : numberOf('--seconds', values.seconds, /^\d+(\.\d+)?$/);
  const whole = (option: 'stops' | 'weeks' | 'vans' | 'seed', usual: number) =>
    values[option] === undefined ? usual : numberOf(`--${option}`, values[option], /^\d+$/);
  return {
    region: slugOf(values.region),
    isToPublish: values.publish,
    skipsClashes: values['no-visits'],
    out: values.out,
    maxMilliseconds: seconds === undefined ? undefined : seconds * 1000,
    plan: {
      maxStops: whole('stops', DEFAULT_PLAN.maxStops),
      vans: whole('vans', DEFAULT_PLAN.vans),
      cycleWeeks: whole('weeks', DEFAULT_PLAN.cycleWeeks),
      seed: whole('seed', DEFAULT_PLAN.seed),
      iterations: seconds === undefined ? DEFAULT_ROTA_ITERATIONS : ENDLESS_ITERATIONS,
      forceIn: identifiers(values['force-in']),
      forceOut: identifiers(values['force-out']),
      choice: wishesOf(values),
    },
  };
}

function identifiers(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
}

/** What the stops are to be chosen for; ranges are checked by planning, which has the words for it. */
function wishesOf(values: {
  readonly aim?: string;
  readonly within?: string;
  readonly floor?: string;
  readonly 'floor-by'?: string;
  readonly backup?: string;
  readonly 'one-a-village': boolean;
  readonly 'not-both': readonly string[];
  readonly 'van-hours'?: string;
}): ChoiceWishes {
  const number = (option: 'within' | 'floor' | 'backup' | 'van-hours', scale: number, usual: number) => {
    const text = values[option];
    return text === undefined ? usual : numberOf(`--${option}`, text, /^\d+(\.\d+)?$/) * scale;
  };
  const usual = DEFAULT_CHOICE;
  return {
    aim: oneOf('--aim', values.aim ?? usual.aim, CHOICE_AIMS),
    withinSeconds: number('within', SECONDS_PER_MINUTE, usual.withinSeconds),
    floorBy: oneOf('--floor-by', values['floor-by'] ?? usual.floorBy, FLOOR_GROUPS),
    floorShare: number('floor', 0.01, usual.floorShare),
    backupWeight: number('backup', 0.01, usual.backupWeight),
    isOneAVillage: values['one-a-village'],
    exclusions: values['not-both'].map(identifiers),
    vanHours: values['van-hours'] === undefined ? null : number('van-hours', 1, 0),
  };
}

function oneOf<Name extends string>(
  option: string,
  text: string,
  names: Readonly<Record<Name, unknown>>,
): Name {
  if (Object.hasOwn(names, text)) return text as Name;
  throw optionError(`${option} is "${text}": expected ${Object.keys(names).join(', ')}`);
}

function percentOf(share: number): string {
  return `${share * 100} %`;
}

function numberOf(option: string, text: string, form: RegExp): number {
  if (form.test(text)) return Number(text);
  throw optionError(`${option} is "${text}": expected a number of 0 or more`);
}

function optionError(message: string): PlannerError {
  return new PlannerError({ code: 'OPTION', category: 'input', message });
}

/** @returns the number of the release published or written; null when neither was asked for */
async function releaseOf(
  services: Services,
  plan: Plan,
  asked: { isToPublish: boolean; skipsClashes: boolean; out?: string; onStage: (stage: string) => void },
): Promise<number | null> {
  if (!asked.isToPublish && asked.out === undefined) return null;
  buildClient(CLIENT_BUILD);
  const by = 'Command line';
  if (asked.out !== undefined) {
    const draft = { planId: plan.id, by, folder: asked.out, onStage: asked.onStage };
    return (await exportRelease(publishNeeds(services), draft)).number;
  }
  if (asked.skipsClashes) skipOpenClashes(services, plan, { weeks: services.config.timetableWeeks, by });
  approvePlan(services.db, { id: plan.id, by, at: services.clock() });
  return services.publish({ planId: plan.id, by, onStage: asked.onStage });
}

const CONTACTS_TITLE = 'Contacts a month';

/** A stop's range for the table; a `?` where it should not be leant on. */
const contactsCell = (stop: PlanDemand['stops'][number]): string =>
  `${contactsFigure(stop.month)}${stop.lowConfidence.length > 0 ? ' ?' : ''}`;

/** What to expect of the whole plan, and what the marks of the table mean. */
function printContacts({ month, stops, unestimated }: PlanDemand): void {
  console.log(`Expected at all stops together: ${contactsWords(month, 'a month')}`);
  if (stops.some((stop) => stop.lowConfidence.length > 0)) {
    console.log('? low confidence: few children under 1 within reach, or a range of more than three to one');
  }
  if (unestimated.length > 0) console.log(`Not counted, as no rate is known: ${unestimated.join(', ')}`);
}

/** The plan as a coordinator would read it out. */
function printPlan(plan: Plan, demand: PlanDemand, { db, engine }: Services): void {
  const sites = new Map(listEverySite(db).map((site) => [site.id, site.name]));
  const patterns = new Map(stopPatterns(plan.rota).map((pattern) => [pattern.siteId, patternWords(pattern)]));
  const contacts = new Map(demand.stops.map((stop) => [stop.siteId, contactsCell(stop)]));
  const rows = plan.stops.map((stop) => [
    sites.get(stop.siteId) ?? stop.siteId,
    `${Math.round(stop.need)}`,
    contacts.get(stop.siteId) ?? '–',
    patterns.get(stop.siteId) ?? 'not served',
  ]);
  const width = Math.max(4, ...rows.map(([name]) => name.length));
  console.log(`\nPlan ${plan.letter}, times from ${engine.description}`);
  console.log(`${'Stop'.padEnd(width)}  Children  ${CONTACTS_TITLE}  When`);
  for (const [name, need, expected, when] of rows) {
    console.log(
      `${name.padEnd(width)}  ${need.padStart(8)}  ${expected.padStart(CONTACTS_TITLE.length)}  ${when}`,
    );
  }
  printContacts(demand);
  for (const { siteId, reason } of plan.rota.unserved) {
    console.log(`Not in full: ${sites.get(siteId) ?? siteId}: ${reason}`);
  }
  console.log(
    `Chosen for: ${CHOICE_AIMS[(plan.parameters.choice ?? DEFAULT_CHOICE).aim].name}. ${proofOf(plan)}`,
  );
  for (const note of plan.choice?.notes ?? []) console.log(note);
  const { vanDays } = plan.rota;
  const driving = vanDays.reduce(
    (sum, day) => day.calls.reduce((total, call) => total + call.legMetres, sum + day.returnLegMetres),
    0,
  );
  const duty = vanDays.reduce((sum, day) => sum + day.returnBase - day.departBase, 0);
  console.log(
    `${counted(vanDays.length, 'van-day')} in ${counted(plan.rota.cycleWeeks, 'week')}: ${durationWords(duty)} of van time, ${distanceWords(driving)} on the road`,
  );
  console.log(
    `Children aged 0 to 4 beyond reach: ${Math.round(plan.beyondReachBefore)} of ${Math.round(plan.children)} before, ${Math.round(plan.beyondReachAfter)} after\n`,
  );
}

/** Whether the choice is proven best, in the unit of what was asked for. */
function proofOf({ choice, isChoiceProven, choiceGap }: Plan): string {
  if (isChoiceProven) return 'Proven best';
  const unit = choice === undefined ? '' : `, bound ${choice.bound.toFixed(1)} ${choice.unit}`;
  return `Not proven best: gap ${(choiceGap * 100).toFixed(2)} %${unit}`;
}

function summaryOf(
  services: Services,
  plan: Plan,
  known: { violations: number; release: number | null },
): Record<string, unknown> {
  const { vanDays } = plan.rota;
  return {
    region: services.config.region,
    engine: plan.travelSource.engine,
    areas: listAreas(services.db).length,
    children: Math.round(plan.children),
    beyondReachBefore: Math.round(plan.beyondReachBefore),
    beyondReachAfter: Math.round(plan.beyondReachAfter),
    stops: servedSiteIds(plan.rota).length,
    visits: vanDays.reduce((sum, day) => sum + day.calls.length, 0),
    vanMinutes: Math.round(vanDays.reduce((sum, day) => sum + (day.returnBase - day.departBase), 0) / 60),
    aim: (plan.parameters.choice ?? DEFAULT_CHOICE).aim,
    isChoiceProven: plan.isChoiceProven,
    choiceGap: plan.choiceGap,
    violations: known.violations,
    release: known.release,
  };
}
