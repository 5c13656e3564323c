import type { Ferry } from '../../../shared/rotaRules.ts';
import { listed } from '../../../shared/text.ts';
import { WEEKDAY_NAMES } from '../../../shared/time.ts';
import type { Seconds } from '../../../shared/units.ts';
import type { TimeWindow, VanDay, Violation } from '../../nouns.ts';
import { legMargins, type PlannedDrive } from '../plannedDrive.ts';
import { joinedWindows, type Leg, type RotaFacts } from '../rotaFacts.ts';
import { placeName, violationOf, windowText } from '../sentences.ts';

/**
 * FERRY_CLOSED: a crossing begins while the ferry goes. Where on a leg its slip lies is not known, so there must be such a
 * moment wherever it lies; what time a leg has beyond drive, wait and crossing may be spent on either side.
 */
export function ferryClosed(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    legMargins(facts, day).flatMap(({ leg, drive }) =>
      drive.ferries
        .filter((ferry) => canMeetClosed(ferry, { day, leg, drive }))
        .map((ferry) => {
          const windows = ferry.hours?.[day.weekday] ?? [];
          const between = `${placeName(facts, leg.from)} to ${placeName(facts, leg.to)} is driven ${windowText({ from: leg.leaves, to: leg.arrives })}`;
          const hours =
            windows.length === 0
              ? `${ferry.name} does not go on ${WEEKDAY_NAMES[day.weekday - 1]}s`
              : `crossings of ${ferry.name} begin ${listed(joinedWindows(windows).map(windowText))}`;
          const finding = `${between}, ${hours}`;
          return violationOf(facts, { rule: 'FERRY_CLOSED', day, siteId: leg.siteId, finding });
        }),
    ),
  );
}

/** True when, for some place of the slip on the way, no crossing could begin in the time there is. */
function canMeetClosed(
  ferry: Ferry,
  { day, leg, drive }: { day: VanDay; leg: Leg; drive: PlannedDrive },
): boolean {
  if (ferry.hours === null) return false;
  const elsewhere = drive.driving + drive.ferrySeconds - ferry.waitSeconds - ferry.crossingSeconds;
  const spare = leg.arrives - leg.leaves - drive.driving - drive.ferrySeconds;
  // Too little time, or none forwards, is what other rules say.
  if (!(spare >= 0)) return false;
  const earliest = leg.leaves + ferry.waitSeconds;
  return gapsBetween(ferry.hours[day.weekday] ?? []).some((gap) =>
    canBeWholly(gap, { earliest, latest: earliest + elsewhere, spare }),
  );
}

/** Whether a span of the spare length that starts from the earliest to the latest moment can lie inside a gap, ends apart. */
const canBeWholly = (
  gap: TimeWindow,
  { earliest, latest, spare }: { earliest: Seconds; latest: Seconds; spare: Seconds },
): boolean => gap.from < latest && earliest < gap.to - spare && gap.from < gap.to - spare;

/** When no crossing begins: before, between and after the windows of a day. */
function gapsBetween(windows: readonly TimeWindow[]): TimeWindow[] {
  const open = joinedWindows(windows);
  return [...open, null].map((window, k) => ({
    from: k === 0 ? Number.NEGATIVE_INFINITY : open[k - 1].to,
    to: window?.from ?? Number.POSITIVE_INFINITY,
  }));
}
