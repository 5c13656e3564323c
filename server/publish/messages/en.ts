import type { FinderWords, PageWords } from '../../shared/finder.ts';
import {
  type ClockTime,
  clockAt,
  clockWords,
  dateAt,
  dateWords,
  type Instant,
  MONTH_NAMES,
  type ServiceDate,
  WEEKDAY_NAMES,
} from '../../shared/time.ts';

/** "10am to 11:30am". */
const range = ({ open, close }: { open: ClockTime; close: ClockTime }): string =>
  `${clockWords(open)} to ${clockWords(close)}`;

/** "about 12 minutes’ drive". */
const drive = (minutes: number): string =>
  minutes === 1 ? 'about 1 minute’s drive' : `about ${minutes} minutes’ drive`;

/** "Tuesday 24 November 2026 at 9:05am". */
const momentWords = (at: Instant): string => `${dateWords(dateAt(at))} at ${clockWords(clockAt(at))}`;

const NOT_IN_TIMETABLE = 'The timetable has changed and the van does not come here on this date';
const SKIPPED = 'The van does not go out on this date';

/** Words of the script on the public pages; {names} in braces are filled in. */
const finder: FinderWords = {
  problem: 'There is a problem',
  errorPrefix: 'Error: ',
  nothingTyped: 'Enter a postcode, village or town',
  unknownPlace:
    'We could not find “{typed}”. Check the spelling, enter a full postcode, or choose from places A to Z',
  unknownPlaceSuggestions: 'We could not find “{typed}”. Choose a place below, or enter a full postcode',
  notAPostcode: 'Enter a real postcode, for example TR12 7HG',
  outsideRegion: 'We have no visits near {code}. Enter a postcode in or near {region}',
  whichPlace: 'Which place do you mean?',
  loading: 'Looking for visits near you',
  failed:
    'The timetable could not be loaded. Check your connection and try again, or use the list of places A to Z',
  resultHeading: 'Visits near {where}',
  approximate: 'Times are from the middle of {code}, so they are approximate for your address.',
  endedIn: '{postcode} has not been in use since {month}. This is the answer for where it was.',
  ended: '{postcode} is no longer in use. This is the answer for where it was.',
  onRoads: 'Drive times are from {roads} and do not allow for traffic.',
  onEstimate: 'Drive times are an estimate from distance, not measured on roads.',
  minutesAway: 'about {minutes} minutes’ drive',
  oneMinuteAway: 'about 1 minute’s drive',
  when: 'Next visit',
  where: 'Where',
  services: 'What’s on',
  cost: 'Cost',
  costFree: 'Free. You do not need to book.',
  later: 'Then {dates}',
  cancelledOn: 'Cancelled: {date}. {reason}.',
  allDates: 'All dates for {stop}',
  noStopsHeading: 'No visits near {where} yet',
  noStops: 'The van does not stop within an hour’s drive at the moment.',
  noRoadHeading: 'There is no road for the van to {where}',
  noRoad: 'The van cannot get there, but our team can still help you by phone or text.',
  hubHeading: 'Your nearest Family Hub',
  hubCloser: 'Your nearest Family Hub is closer than the van’s nearest stop.',
  askHeading: 'Ask for a stop near you',
  askForStop: 'Tell us where the van should come. We use this when we plan the next timetable.',
};

/** Words of the script for dates and times, on every page. */
const pageWords: PageWords = {
  months: MONTH_NAMES,
  weekdays: WEEKDAY_NAMES,
  midday: 'midday',
  midnight: 'midnight',
  am: 'am',
  pm: 'pm',
  to: '{from} to {to}',
  noDates: 'No more dates in this timetable',
};

/** Every string of the public pages and feeds, in English (NHS content guide for dates and times). */
export const english = {
  lang: 'en-GB',
  finder,
  pageWords,
  range,
  drive,
  date: dateWords,
  /** "Tuesday 12 January", where the year is plain from the page. */
  shortDate: (date: ServiceDate): string => dateWords(date).replace(/ \d+$/, ''),
  dateAndTime: (visit: { date: ServiceDate; open: ClockTime; close: ClockTime }): string =>
    `${dateWords(visit.date)}, ${range(visit)}`,
  clock: clockWords,
  reasons: {
    notInTimetable: NOT_IN_TIMETABLE,
    /** @param reason  as the timetable gives it: "Bank holiday: Boxing Day" */
    skipped: (reason: string): string => `${SKIPPED} (${lowerFirst(reason)})`,
    otherTimes: (before: { open: ClockTime; close: ClockTime }): string =>
      `The time has changed. It was ${range(before)}`,
    backOn: 'This visit was cancelled and is back on',
    /** True for a cancellation that only a timetable made; a person's own words stand whatever the timetable says. */
    isAutomatic: (reason: string): boolean => reason === NOT_IN_TIMETABLE || reason.startsWith(SKIPPED),
  },
  marking: {
    sample: {
      tag: 'Sample',
      short: 'Sample: do not travel',
      long: 'Sample: do not travel. These stops and dates are invented to show how the service works.',
    },
    study: {
      tag: 'Study',
      short: 'Study: do not travel',
      long: 'Study: do not travel. These stops and dates are being considered and are not in force.',
    },
  },
  summary: (community: string): string => `Family Hub visit – ${community}`,
  cancelledSummary: (summary: string): string => `CANCELLED: ${summary}`,
  calendarName: {
    all: (service: string): string => `${service}: all visits`,
    stop: (service: string, stop: string): string => `${service}: ${stop}`,
  },
  calendarNote: 'Calendar apps can take a day to update. Check the page or phone before you travel.',
  release: (number: number, at: Instant): string => `Release ${number}, last updated ${momentWords(at)}.`,
  moment: momentWords,
  nextVisit: (visit: { date: ServiceDate; open: ClockTime; close: ClockTime }): string =>
    `The next visit is on ${dateWords(visit.date)}, ${range(visit)}.`,
  statusRule: 'If a visit is not listed as late or cancelled, it is going ahead.',
  freeNoBooking: 'Free. No need to book.',
  licenceName: 'Open Government Licence v3.0',
  status: {
    planned: 'On',
    published: 'On',
    changed: 'Changed',
    cancelled: 'Cancelled',
    done: 'Ended',
  },
};

export type Messages = typeof english;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
