import type { SiteWire } from '../../../server/contract/planner.ts';
import { SITE_STATUSES } from '../../../server/shared/siteFields.ts';
import { countWords, sentenceCase } from '../../common/words.ts';
import {
  ALL_CANDIDATES,
  type ChoiceView,
  FACILITIES,
  type Facility,
  filtersSet,
  HUB_REACHES,
  PLAN_USES,
} from '../choiceView.ts';
import type { Store } from '../store.ts';

/** Finds candidates by name, and narrows them down by what they are and bring. All of it is in the address. */
export function SiteFilters(props: { view: ChoiceView; sites: readonly SiteWire[]; store: Store }) {
  const { view, sites, store } = props;
  const ask = (change: Partial<ChoiceView>) => store.dispatch({ type: 'candidates-asked', change });
  const count = filtersSet(view);
  const communities = namesIn(sites, 'community');
  const districts = namesIn(sites, 'district');
  return (
    <>
      <div class="field">
        <label for="site-search">Find a site</label>
        <input
          id="site-search"
          class="input"
          type="search"
          value={view.words}
          autoComplete="off"
          onInput={(event) => ask({ words: event.currentTarget.value })}
        />
      </div>
      <details class="more">
        <summary>{count === 0 ? 'Conditions' : `Conditions: ${countWords(count)} set`}</summary>
        <div class="choice__fields">
          <div class="form__row">
            <Choice
              id="filter-hub"
              label="Hubs"
              value={view.hubReach}
              options={HUB_REACHES}
              onChoose={(hubReach) => ask({ hubReach })}
            />
            <Choice
              id="filter-plan"
              label="Plan"
              value={view.planUse}
              options={PLAN_USES}
              onChoose={(planUse) => ask({ planUse })}
            />
            <Choice
              id="filter-status"
              label="Status"
              value={view.status}
              options={{
                '': 'Any',
                ...Object.fromEntries(SITE_STATUSES.map((word) => [word, sentenceCase(word)])),
              }}
              onChoose={(status) => ask({ status })}
            />
            <Choice
              id="filter-community"
              label="Village or town"
              value={view.community}
              options={communities}
              onChoose={(community) => ask({ community })}
            />
            {Object.keys(districts).length > 2 && (
              <Choice
                id="filter-district"
                label="District"
                value={view.district}
                options={districts}
                onChoose={(district) => ask({ district })}
              />
            )}
          </div>
          <Facilities chosen={view.facilities} onChoose={(facilities) => ask({ facilities })} />
          <div class="field">
            <label for="filter-reached">Newly reached under-5s, at least</label>
            <input
              id="filter-reached"
              class="input input--number"
              type="text"
              inputMode="numeric"
              autoComplete="off"
              value={view.leastReached === 0 ? '' : String(view.leastReached)}
              onInput={(event) => ask({ leastReached: leastOf(event.currentTarget.value) })}
            />
          </div>
          {count > 0 && (
            <button
              type="button"
              class="button button--quiet button--small"
              onClick={() => ask({ ...ALL_CANDIDATES, words: view.words, compared: view.compared })}
            >
              Take all conditions away
            </button>
          )}
        </div>
      </details>
    </>
  );
}

/** Any, and every name that some site has, in order. */
function namesIn(sites: readonly SiteWire[], field: 'community' | 'district'): Record<string, string> {
  const names = [...new Set(sites.map((site) => site[field]).filter(Boolean))];
  const inOrder = names.sort((a, b) => a.localeCompare(b, 'en-GB'));
  return { '': 'Any', ...Object.fromEntries(inOrder.map((name) => [name, name])) };
}

/** Digits alone count; at most six of them, as in the address. */
const leastOf = (text: string): number => Number(text.replace(/\D/g, '').slice(0, 6));

function Choice<Key extends string>(props: {
  id: string;
  label: string;
  value: Key;
  options: Readonly<Record<Key, string>>;
  onChoose: (value: Key) => void;
}) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select
        id={props.id}
        class="input"
        value={props.value}
        onChange={(event) => props.onChoose((event.currentTarget as HTMLSelectElement).value as Key)}
      >
        {Object.entries<string>(props.options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function Facilities(props: { chosen: readonly Facility[]; onChoose: (chosen: readonly Facility[]) => void }) {
  const { chosen, onChoose } = props;
  return (
    <fieldset class="field">
      <legend>Known to have</legend>
      {Object.entries(FACILITIES).map(([name, text]) => {
        const facility = name as Facility;
        return (
          <p key={name} class="check">
            <input
              id={`filter-has-${name}`}
              type="checkbox"
              checked={chosen.includes(facility)}
              onChange={(event) => {
                const others = chosen.filter((other) => other !== facility);
                onChoose(event.currentTarget.checked ? [...others, facility] : others);
              }}
            />
            <label for={`filter-has-${name}`}>{text}</label>
          </p>
        );
      })}
    </fieldset>
  );
}
