import type { ScorePartWire, SiteWire } from '../../../server/contract/planner.ts';
import { type ContactsRange, contactsWords } from '../../../server/shared/contactWords.ts';
import { figureWords, pointsWords } from '../../common/words.ts';

const NAMES: Readonly<Record<string, string>> = {
  newlyReachedChildren: 'Under-5s newly within reach',
  expectedContacts: 'Expected contacts',
  ruralDistance: 'Drive to the nearest hub',
  discretion: 'Discretion: privacy in the register',
  suitability: 'Suitability for the van',
};

/** A part's name; the server's own where this page does not know it. */
export const scorePartName = (name: string): string => NAMES[name] ?? name;

/** A part's figure with its unit, contacts as the range they are; what nobody knows is said to be unknown, and is not held against a site. */
export function scorePartFigure(
  { name, value, unit }: ScorePartWire,
  contacts: ContactsRange | null,
): string {
  if (name === 'expectedContacts') return contacts ? contactsWords(contacts, 'a month') : 'being estimated';
  if (value !== null) return `${figureWords(value)} ${unit}`;
  return name === 'ruralDistance' ? 'no road to a hub' : 'not known: half the points';
}

/** Why a site has its score: each part in its own unit, with its points. */
export function ScoreParts({ site, contacts }: { site: SiteWire; contacts: ContactsRange | null }) {
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
          <PartRow
            key={part.name}
            part={part}
            contacts={contacts}
            facts={part.name === 'suitability' ? site.suitability : []}
          />
        ))}
      </tbody>
    </table>
  );
}

function PartRow(props: {
  part: ScorePartWire;
  contacts: ContactsRange | null;
  facts: SiteWire['suitability'];
}) {
  const { part, facts } = props;

  const share = part.maxPoints > 0 ? Math.min(1, Math.max(0, part.points / part.maxPoints)) : 0;
  return (
    <tr>
      <th scope="row">
        {scorePartName(part.name)}
        <span class="parts__figure">{scorePartFigure(part, props.contacts)}</span>
        {facts.length > 0 && <span class="parts__figure">{facts.map((fact) => fact.words).join(', ')}</span>}
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
