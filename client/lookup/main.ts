import type { FinderSettings, PageWords } from '../../server/shared/finder.ts';
import { startFinder } from './finderForm.ts';
import { keepCurrent } from './keepCurrent.ts';
import { londonClock } from './times.ts';
import './public.scss';

const block = <T>(id: string): T | undefined => {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : undefined;
};

const words = block<PageWords>('page-words');
const settings = block<FinderSettings>('finder-settings');
const now = () => londonClock(new Date());

if (words) {
  keepCurrent(document, { now: now(), words });
  document.addEventListener('visibilitychange', () => keepCurrent(document, { now: now(), words }));
}
if (words && settings) startFinder({ settings, words, now });
