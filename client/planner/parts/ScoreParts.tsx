import type { ScorePartWire, SiteWire } from '../../../server/contract/planner.ts';
import { figureWords, pointsWords } from '../../common/words.ts';

/** What the parts are called; a part this page does not know keeps the server's name. */
const NAMES: Readonly<Record<string, string>> = {
  newlyReachedChildren: 'Under-5s newly within reach',
  expectedContacts: 'Expected contacts',
  ruralDistance: 'Drive to the nearest hub',
};

/** Why a site has its score: each part in its own unit, with its points. */
export function ScoreParts({ site }: { site: SiteWire }) {
  if (site.obstacle) return <p class="quiet">{site.obstacle}.</p>;
  return (
    <table class="table table--plain parts">
      <caption>
        Why {pointsWords(site.score)} of 100 points, rank {site.rank}
      </caption>
      <thead class="hidden">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        {site.parts.map((part) => (
          <PartRow key={part.name} part={part} />
        ))}
      </tbody>
    </table>
  );
}

function PartRow({ part }: { part: ScorePartWire }) {
  const share = part.maxPoints > 0 ? Math.min(1, Math.max(0, part.points / part.maxPoints)) : 0;
  return (
    <tr>
      <th scope="row">
        {NAMES[part.name] ?? part.name}
        <span class="parts__figure">
          {figureWords(part.value)} {part.unit}
        </span>
        <span class="parts__track" aria-hidden="true">
          <span class="parts__bar" style={{ width: `${share * 100}%` }} />
        </span>
      </th>
      <td class="table__number">
        {pointsWords(part.points)}
        <span class="quiet"> of {pointsWords(part.maxPoints)}</span>
      </td>
    </tr>
  );
}
