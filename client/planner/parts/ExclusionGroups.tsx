import { useState } from 'preact/hooks';
import type { SiteWire } from '../../../server/contract/planner.ts';

/** How a site is told from others of its name, and found again by what was typed. */
const titleOf = (site: SiteWire): string =>
  site.community && !site.name.includes(site.community) ? `${site.name}, ${site.community}` : site.name;

/** Groups of sites of which at most one may be a stop: those there are, and one to be put together. */
export function ExclusionGroups(props: {
  groups: readonly (readonly string[])[];
  sites: readonly SiteWire[];
  onChange: (groups: readonly (readonly string[])[]) => void;
}) {
  const { groups, sites, onChange } = props;
  const [draft, setDraft] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const names = new Map(sites.map((site) => [site.id, titleOf(site)]));
  const wordsOf = (group: readonly string[]) => group.map((id) => names.get(id) ?? id).join(' or ');
  const add = () => {
    const found = sites.find((site) => titleOf(site).toLowerCase() === typed.trim().toLowerCase());
    if (!found) return setProblem('Choose a site from the list');
    setProblem(null);
    setTyped('');
    const next = [...new Set([...draft, found.id])];
    setDraft(next);
  };
  return (
    <fieldset class="field choice__groups">
      <legend>At most one of these sites</legend>
      <ul class="choice__list">
        {groups.map((group, k) => (
          <li key={group.join()}>
            {wordsOf(group)}{' '}
            <button
              type="button"
              class="link"
              onClick={() => onChange(groups.filter((_, other) => other !== k))}
            >
              Take away<span class="hidden"> the group {wordsOf(group)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class={problem ? 'field--wrong' : undefined}>
        <label for="plan-group-site">{draft.length === 0 ? 'First site' : `Besides ${wordsOf(draft)}`}</label>
        {problem && (
          <p class="field__problem" id="plan-group-problem">
            {problem}
          </p>
        )}
        <div class="field__controls">
          <input
            id="plan-group-site"
            class="input"
            list="plan-group-sites"
            value={typed}
            autoComplete="off"
            aria-invalid={problem !== null}
            aria-describedby={problem ? 'plan-group-problem' : undefined}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <datalist id="plan-group-sites">
            {sites.map((site) => (
              <option key={site.id} value={titleOf(site)} />
            ))}
          </datalist>
          <button type="button" class="button button--quiet" onClick={add}>
            Add
          </button>
        </div>
      </div>
      {draft.length > 1 && (
        <p class="choice__hint">
          <button
            type="button"
            class="button button--quiet button--small"
            onClick={() => {
              onChange([...groups, draft]);
              setDraft([]);
            }}
          >
            Keep to at most one of these {draft.length}
          </button>{' '}
          <button type="button" class="link" onClick={() => setDraft([])}>
            Start again
          </button>
        </p>
      )}
    </fieldset>
  );
}
