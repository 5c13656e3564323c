import { useEffect, useState } from 'preact/hooks';
import type { SharedReachWire } from '../../../server/contract/choice.ts';
import type { SiteWire } from '../../../server/contract/planner.ts';
import { childrenWords, figureWords, pointsWords } from '../../common/words.ts';
import { withCompared } from '../choiceView.ts';
import { wishesOf } from '../choiceWords.ts';
import { contactsAlone } from '../demandView.ts';
import type { PanelProps } from './PanelProps.ts';
import { scorePartFigure, scorePartName } from './ScoreParts.tsx';

/** Two candidates side by side: every part of their scores in its own unit, and whom both would reach. */
export function CompareSites(
  props: PanelProps & { compared: readonly string[]; sites: readonly SiteWire[] },
) {
  const { compared, sites, store } = props;
  const pick = (place: 0 | 1, id: string) => {
    const other = compared[1 - place];
    const next = place === 0 ? [id, other] : [compared[0], id];
    store.dispatch({
      type: 'candidates-asked',
      change: { compared: [...new Set(next.filter((each) => each !== undefined && each !== ''))] },
    });
  };
  const byName = [...sites].sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1));
  const [first, second] = compared.map((id) => sites.find((site) => site.id === id));
  return (
    <details class="more" id="compare-sites" open={compared.length > 0}>
      <summary>Compare two candidates</summary>
      <div class="form__row choice__fields">
        <SitePick place={0} label="First site" value={compared[0] ?? ''} sites={byName} onPick={pick} />
        <SitePick place={1} label="Second site" value={compared[1] ?? ''} sites={byName} onPick={pick} />
      </div>
      {first && second && (
        <>
          <Comparison first={first} second={second} state={props.state} />
          <Overlap first={first} second={second} {...props} />
        </>
      )}
    </details>
  );
}

function SitePick(props: {
  place: 0 | 1;
  label: string;
  value: string;
  sites: readonly SiteWire[];
  onPick: (place: 0 | 1, id: string) => void;
}) {
  const id = `compare-${props.place}`;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="input"
        value={props.value}
        onChange={(event) => props.onPick(props.place, (event.currentTarget as HTMLSelectElement).value)}
      >
        <option value="">Choose</option>
        {props.sites.map((site) => (
          <option key={site.id} value={site.id}>
            {site.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Comparison({
  first,
  second,
  state,
}: { first: SiteWire; second: SiteWire } & Pick<PanelProps, 'state'>) {
  const figure = (part: SiteWire['parts'][number], site: SiteWire) =>
    scorePartFigure(part, contactsAlone(state, site.id));
  const rows = [
    {
      name: 'Score',
      cells: [first, second].map((site) => `${pointsWords(site.score)} of 100, rank ${site.rank}`),
    },
    ...first.parts.flatMap((part, k) => {
      const other = second.parts[k];
      return other === undefined
        ? []
        : [{ name: scorePartName(part.name), cells: [figure(part, first), figure(other, second)] }];
    }),
    ...first.suitability.map((fact, k) => ({
      name: FACT_NAMES[fact.name] ?? fact.name,
      cells: [fact.words, second.suitability[k]?.words ?? ''],
    })),
  ];
  return (
    <div class="table-frame">
      <table class="table compare">
        <caption class="hidden">
          {first.name} beside {second.name}
        </caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">{first.name}</th>
            <th scope="col">{second.name}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, k) => (
                <td key={k}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const FACT_NAMES: Readonly<Record<string, string>> = {
  surface: 'Surface',
  space: 'Space',
  toilet: 'Toilet',
  power: 'Power',
  stepFree: 'Step-free',
  opening: 'Hours',
  status: 'Register',
};

/** The difference in words: whose score is higher, by how much, and what makes most of it. */
export function verdict(first: SiteWire, second: SiteWire): string {
  if (first.obstacle ?? second.obstacle) return `${first.obstacle ?? second.obstacle}.`;
  const lead = first.score - second.score;
  if (Math.round(Math.abs(lead)) === 0) return 'Both have the same score, to the point.';
  const [better, other] = lead > 0 ? [first, second] : [second, first];
  const points = better.parts
    .map((part, k) => ({ name: part.name, more: part.points - (other.parts[k]?.points ?? 0) }))
    .sort((a, b) => b.more - a.more);
  const words = ({ name, more }: { name: string; more: number }) =>
    `${scorePartName(name).toLowerCase()} (${figureWords(Math.abs(more))} points)`;
  const [most, least] = [points[0], points.at(-1)];
  return [
    `${better.name} scores ${figureWords(Math.abs(lead))} points more, most of it for ${words(most)}.`,
    ...(least && least.more <= -0.5 ? [`${other.name} is ahead in ${words(least)}.`] : []),
  ].join(' ');
}

function Overlap({ first, second, state, store }: PanelProps & { first: SiteWire; second: SiteWire }) {
  const [shared, setShared] = useState<SharedReachWire | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setShared(null);
    void store.choice.compare(first.id, second.id).then((answer) => {
      if (!isCurrent) return;
      if (answer.isOk) setShared(answer.value);
      setTrouble(answer.isOk ? null : answer.trouble.message);
    });
    return () => {
      isCurrent = false;
    };
  }, [store, first.id, second.id]);
  const wishes = wishesOf(state.request ?? {});
  const isKept = wishes.exclusions.some((group) => group.includes(first.id) && group.includes(second.id));
  const keep = () =>
    store.dispatch({
      type: 'request-changed',
      change: { choice: { ...wishes, exclusions: [...wishes.exclusions, [first.id, second.id]] } },
    });
  return (
    <>
      <p role="status">
        {trouble ?? (shared && overlapWords(shared, { first: first.name, second: second.name }))}
      </p>
      <p class="choice__buttons">
        {isKept ? (
          <span class="quiet">The next plan has at most one of the two.</span>
        ) : (
          <button type="button" class="button button--quiet button--small" onClick={keep}>
            At most one of the two in the next plan
          </button>
        )}
      </p>
    </>
  );
}

/** Whom both would reach, in sentences with numbers. */
export function overlapWords(shared: SharedReachWire, names: { first: string; second: string }): string {
  const { both, onlyFirst, onlySecond } = shared.newly;
  const sum = both + onlyFirst + onlySecond;
  const all = `${childrenWords(shared.all.both)} under 5 live within reach of both sites, hubs or not.`;
  if (Math.round(sum) === 0) return `Neither would newly reach anybody. ${all}`;
  return [
    `Of ${childrenWords(sum)} under 5 whom no hub reaches, both would reach ${childrenWords(both)}:`,
    `${names.first} alone ${childrenWords(onlyFirst)}, ${names.second} alone ${childrenWords(onlySecond)}.`,
    all,
  ].join(' ');
}

/** A button that puts a site beside another one. */
export function CompareButton({ site, state, store }: PanelProps & { site: SiteWire }) {
  const compared = state.view.choice?.compared ?? [];
  const isIn = compared.includes(site.id);
  return (
    <button
      type="button"
      class="button button--quiet button--small"
      aria-pressed={isIn}
      onClick={() => {
        store.dispatch({ type: 'step-opened', step: 'stops' });
        store.dispatch({ type: 'candidates-asked', change: { compared: withCompared(compared, site.id) } });
      }}
    >
      Compare
    </button>
  );
}
