import type { FinderSettings } from '../../shared/finder.ts';
import { fill } from '../messages/enPages.ts';
import { jsonForHtml } from '../outputs/jsonLd.ts';
import type { PageContext, PageValues } from './renderPages.ts';
import { capitalised, nextData, stopLabel, visitValues } from './visitValues.ts';

/** Visits listed on the first page, and how many more stand by for when those have passed. */
const SHOWN = 8;
const IN_RESERVE = 24;

/** `/`: the finder, the next visits and all stops. */
export function homePage({ content, messages, words }: PageContext): PageValues {
  const coming = content.visits.filter(
    ({ ledger }) => ledger.status !== 'done' && ledger.date >= content.today,
  );
  return {
    template: 'home.njk',
    path: '/',
    title: words.home.title,
    description: words.home.lead,
    section: 'find',
    settings: jsonForHtml(finderSettings({ content, messages, words })),
    shown: SHOWN,
    visits: coming.slice(0, SHOWN + IN_RESERVE).map((visit) => visitValues(visit, messages)),
    stops: content.stops
      .filter((stop) => stop.upcoming.length > 0 || stop.isByArrangement)
      .map((stop) => ({
        path: stop.path,
        label: stopLabel(stop.site),
        pattern: stop.isByArrangement ? words.stop.arranged : capitalised(stop.patternWords),
        next: nextData(stop),
        nextWords: stop.isByArrangement
          ? words.home.arranged
          : messages.shortDate(stop.upcoming[0].ledger.date),
      })),
  };
}

function finderSettings({ content, messages }: PageContext): FinderSettings {
  const { phone, textLine } = content.identity;
  const { finder } = messages;
  return {
    phone,
    textLine,
    words: {
      ...finder,
      outsideRegion: finder.outsideRegion.replace('{region}', content.region.name),
      onRoads: fill(finder.onRoads, { roads: content.roadsLabel }),
    },
  };
}
