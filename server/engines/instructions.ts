import osrmTextInstructions from 'osrm-text-instructions';
import type { TurnInstruction } from './engine.ts';
import type { OsrmManeuver, OsrmStep } from './osrmAnswers.ts';

const compiler = osrmTextInstructions('v5');

/** Manoeuvres the compiler has words for (OSRM API v1, "StepManeuver"); any other is read as a turn. */
const KNOWN_TYPES = new Set([
  ...['turn', 'new name', 'depart', 'arrive', 'merge', 'on ramp', 'off ramp', 'fork', 'end of road'],
  ...[
    'continue',
    'roundabout',
    'rotary',
    'roundabout turn',
    'notification',
    'exit roundabout',
    'exit rotary',
  ],
]);
const KNOWN_MODIFIERS = new Set([
  ...['uturn', 'sharp right', 'right', 'slight right', 'straight', 'slight left', 'left', 'sharp left'],
]);
/** "10th" is the last exit the compiler can count to. */
const MOST_EXITS = 10;

/** A road number of Great Britain: M5, A30, A3047, B3289, A1(M). */
const ROAD_NUMBER = /^(?:M|A|B|C|U)\d{1,4}(?:\(M\))?$/;

/** From the compiler's American English to what a British driver reads on signs. The first word may be capital. */
const BRITISH: readonly (readonly [american: RegExp, british: string])[] = [
  [/^You have arrived at your destination/, 'Arrive'],
  [/^You have arrived at /, 'Arrive at '],
  [/, straight ahead$/, ', ahead'],
  [/^Enter the roundabout and take the /, 'At the roundabout take the '],
  [/^Enter the roundabout and exit onto /, 'At the roundabout take the exit on to '],
  [/^Enter the roundabout and exit towards /, 'At the roundabout take the exit towards '],
  [/^Enter the roundabout$/, 'Go round the roundabout'],
  [/^Enter (.+) and take the (\S+ exit)/, 'At $1 take the $2'],
  [/^Enter (.+) and exit (onto|towards) /, 'At $1 take the exit $2 '],
  [/^Exit the roundabout/, 'Leave the roundabout'],
  [/^Take exit (\S+)/, 'Leave at junction $1'],
  [/\bthe ramp( on the (?:left|right))? onto /, 'the slip road$1 to '],
  [/\bthe ramp\b/, 'the slip road'],
  [/^Make a slight (left|right)/, 'Bear $1'],
  [/^Make a sharp (left|right)/, 'Turn sharp $1'],
  [/^Take a sharp (left|right)/, 'Turn sharp $1'],
  [/^Make a (left|right|straight)/, 'Turn $1'],
  [/^Continue (left|right)/, 'Turn $1'],
  [/^(Continue|Go) slightly /, 'Bear '],
  [/^(?:Go|Continue) straight(?= (?:onto|towards|at)|$)/, 'Go straight on'],
  [/^Go straight on onto /, 'Go straight on along '],
  [/^Merge(?: left| right| straight)? onto /, 'Join '],
  [/^Merge( left| right)?(?= towards|$)/, 'Join the road'],
  [/\bonto\b/, 'on to'],
  [/^(Head|Go) (north|south)(east|west)/, '$1 $2-$3'],
];

/**
 * The turns of one leg in British English, in driving order: "Turn left on to the A390", "Take the Torpoint Ferry",
 * "Arrive at St Keverne village hall, on the left". Leaving a roundabout is part of the roundabout's own line, so
 * that the metres and seconds of all lines still add up to the leg's.
 * @param steps     OSRM steps; none gives no lines
 * @param arriveAt  name of the place the leg ends at
 * Words: osrm-text-instructions `en`, put into British English here.
 */
export function instructionsOf(steps: readonly OsrmStep[], arriveAt: string): readonly TurnInstruction[] {
  const lines: TurnInstruction[] = [];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    const leaves = isRoundabout(step) && isRoundaboutExit(steps[i + 1]) ? steps[i + 1] : undefined;
    lines.push({
      text: textOf(leaves ? withRoadOf(step, leaves) : step, arriveAt),
      metres: toTenths(step.distance + (leaves?.distance ?? 0)),
      seconds: toTenths(step.duration + (leaves?.duration ?? 0)),
    });
    if (leaves) i++;
  }
  return lines;
}

/** What OSRM itself gives. */
const toTenths = (value: number): number => Math.round(value * 10) / 10;

const isRoundabout = (step: OsrmStep): boolean => /^(?:roundabout|rotary)$/.test(step.maneuver.type ?? '');
const isRoundaboutExit = (step: OsrmStep | undefined): boolean =>
  /^exit (?:roundabout|rotary)$/.test(step?.maneuver.type ?? '');

/** The roundabout's manoeuvre with the road by which it is left. */
const withRoadOf = (roundabout: OsrmStep, leaves: OsrmStep): OsrmStep => ({
  ...leaves,
  rotary_name: roundabout.rotary_name,
  maneuver: roundabout.maneuver,
});

function textOf(step: OsrmStep, arriveAt: string): string {
  if (step.mode === 'ferry' && step.maneuver.type !== 'arrive') return ferryText(step);
  const maneuver = completeManeuver(step.maneuver);
  const road = roadOf(step);
  const readable = { ...step, maneuver, name: road, ref: undefined, rotary_name: roundaboutName(step) };
  try {
    const text = compiler.compile('en', readable, { waypointName: arriveAt.replace(/[{}]/g, '') });
    return inBritishEnglish(text);
  } catch {
    return road === '' ? 'Continue' : `Continue on ${road}`;
  }
}

/** Fills in what the compiler cannot do without: it throws on a missing modifier and on an odd bearing. */
function completeManeuver(maneuver: OsrmManeuver): OsrmManeuver {
  const type = KNOWN_TYPES.has(maneuver.type ?? '') ? maneuver.type : 'turn';
  const isEnd = type === 'depart' || type === 'arrive';
  const isKnown = KNOWN_MODIFIERS.has(maneuver.modifier ?? '');
  return {
    type,
    modifier: isKnown ? maneuver.modifier : isEnd ? undefined : modifierFromBearings(maneuver),
    exit: maneuver.exit && maneuver.exit <= MOST_EXITS ? maneuver.exit : undefined,
    bearing_after: degrees(maneuver.bearing_after),
  };
}

/** Which way the road turns, by OSRM's own eight sectors. */
function modifierFromBearings(maneuver: OsrmManeuver): string {
  const before = degrees(maneuver.bearing_before);
  const after = degrees(maneuver.bearing_after);
  if (before === undefined || after === undefined) return 'straight';
  const turn = (after - before + 540) % 360;
  const sectors = ['uturn', 'sharp left', 'left', 'slight left', 'straight'];
  const right = ['slight right', 'right', 'sharp right', 'uturn'];
  return [...sectors, ...right][Math.round(turn / 45)];
}

const degrees = (bearing: number | undefined): number | undefined =>
  bearing === undefined || !Number.isFinite(bearing) ? undefined : ((bearing % 360) + 360) % 360;

/** "the A390", "High Street (A6003)", "High Street"; empty for a road without either. Motorways go by number. */
function roadOf(step: OsrmStep): string {
  const ref = tidy((step.ref ?? '').split(';')[0]);
  const named = tidy(step.name ?? '');
  const name = named === ref ? '' : named;
  const isMotorway = step.intersections?.[0]?.classes?.includes('motorway') ?? false;
  if (ref !== '' && (name === '' || isMotorway)) return withArticle(ref);
  if (ref === '') return withArticle(name);
  return `${name} (${ref})`;
}

const withArticle = (road: string): string => (ROAD_NUMBER.test(road) ? `the ${road}` : road);
const tidy = (text: string): string => text.replace(/[{}]/g, '').trim();

function roundaboutName(step: OsrmStep): string | undefined {
  const name = tidy(step.rotary_name ?? '');
  if (name === '') return undefined;
  return /roundabout|cross|circus|gyratory/i.test(name) ? name : `${name} roundabout`;
}

function ferryText(step: OsrmStep): string {
  const name = tidy(step.name ?? '');
  if (name === '') return 'Take the ferry';
  if (/\bferry\b/i.test(name)) return `Take the ${name.replace(/^the /i, '')}`;
  return `Take the ferry (${name})`;
}

function inBritishEnglish(american: string): string {
  const text = BRITISH.reduce((words, [from, to]) => words.replace(from, to), american);
  return text.replace(/\s+/g, ' ').trim();
}
