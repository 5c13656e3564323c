import { useState } from 'preact/hooks';
import type { RegisterSiteWire, RegisterWire } from '../../../server/contract/sites.ts';
import { SITE_STATUSES } from '../../../server/shared/siteFields.ts';
import { dateWords, type ServiceDate } from '../../../server/shared/time.ts';
import { countedWords, sentenceCase } from '../../common/words.ts';
import { type Column, DataTable } from '../parts/DataTable.tsx';
import { Note } from '../parts/Note.tsx';
import type { PanelProps } from '../parts/PanelProps.ts';
import { RegisterFile } from '../parts/RegisterFile.tsx';
import { SiteForm } from '../parts/SiteForm.tsx';
import { WhenLoaded } from '../parts/WhenLoaded.tsx';
import { filteredSites, REGISTER_FILTERS, type RegisterFilter } from '../registerView.ts';
import { resource } from '../state.ts';

/** The site register: every place where the van may park, its papers, and the form of one. */
export function SitesPanel({ state, store }: PanelProps) {
  const role = resource(state, 'region').value?.signedInAs.role;
  const mayPlan = role !== undefined && role !== 'viewer' && role !== 'driver';
  if (state.editing !== null) {
    return (
      <SiteForm
        key={state.editing.siteId}
        editing={state.editing}
        mayPlan={mayPlan}
        state={state}
        store={store}
      />
    );
  }
  return (
    <>
      <h2 class="panel__title">Sites</h2>
      <WhenLoaded
        of={resource(state, 'register')}
        what="the site register"
        lines={8}
        onRetry={() => store.retry(['register'])}
      >
        {(register) => (
          <>
            <Register register={register} mayPlan={mayPlan} state={state} store={store} />
            {mayPlan && <RegisterFile onApplied={() => store.retry(['register', 'sites', 'access'])} />}
          </>
        )}
      </WhenLoaded>
    </>
  );
}

function Register({
  register,
  mayPlan,
  state,
  store,
}: PanelProps & { register: RegisterWire; mayPlan: boolean }) {
  const [filter, setFilter] = useState<RegisterFilter>('all');
  const [status, setStatus] = useState('');
  const [words, setWords] = useState('');
  const shown = filteredSites(register.sites, { filter, status, words });
  const expiring = register.sites.filter((site) => site.warnings.length > 0).length;
  return (
    <section class="block block--first" aria-label="Site register">
      {expiring > 0 && (
        <Note kind="warning">
          {countedWords(expiring, 'site has', 'sites have')} papers that run out within 60 days, or have run
          out.{' '}
          <button type="button" class="link-button" onClick={() => setFilter('expiring')}>
            Show them
          </button>
        </Note>
      )}
      {mayPlan && (
        <button
          type="button"
          class="button button--secondary"
          onClick={() => store.dispatch({ type: 'site-opened', siteId: null })}
        >
          Add a site
        </button>
      )}
      <div class="register__find">
        <div class="field">
          <label for="register-search">Find a site</label>
          <input
            id="register-search"
            class="input"
            type="search"
            autoComplete="off"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="register-filter">Show</label>
          <select
            id="register-filter"
            class="input"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value as RegisterFilter)}
          >
            {Object.entries(REGISTER_FILTERS).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="register-status">Status</label>
          <select
            id="register-status"
            class="input"
            value={status}
            onChange={(event) => setStatus(event.currentTarget.value)}
          >
            <option value="">Any</option>
            {SITE_STATUSES.map((each) => (
              <option key={each} value={each}>
                {sentenceCase(each)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <p class="quiet" role="status">
        {countedWords(shown.length, 'site')}
      </p>
      <DataTable
        caption="Sites of the register, with status and the last day on which their papers hold"
        isCaptionHidden
        columns={COLUMNS}
        rows={shown}
        rowId={(site) => site.id}
        detail={siteDetail}
        plural="sites"
        selectedId={state.view.selected?.kind === 'site' ? state.view.selected.id : null}
        onSelect={(site) => store.dispatch({ type: 'site-opened', siteId: site.id })}
        emptyText="No site is like that. Try part of a village’s name, or show all sites."
      />
    </section>
  );
}

/** Last day on which all of a site's papers hold; null when none has an end. */
const papersUntil = ({ permissionExpiresOn, riskAssessmentDueOn }: RegisterSiteWire): ServiceDate | null =>
  [permissionExpiresOn, riskAssessmentDueOn].filter((date) => date !== null).sort()[0] ?? null;

/** "31 July 2028". */
const shortDate = (date: ServiceDate | null): string =>
  date === null ? '–' : dateWords(date).split(' ').slice(1).join(' ');

const COLUMNS: readonly Column<RegisterSiteWire>[] = [
  { id: 'name', header: 'Site', cell: (site) => site.name, sortBy: (site) => site.name },
  {
    id: 'status',
    header: 'Status',
    cell: (site) => sentenceCase(site.status),
    sortBy: (site) => (SITE_STATUSES as readonly string[]).indexOf(site.status),
  },
  {
    id: 'until',
    header: 'Papers until',
    cell: (site) => shortDate(papersUntil(site)),
    sortBy: papersUntil,
  },
];

function siteDetail(site: RegisterSiteWire) {
  const said = [
    site.community,
    site.plans.length > 0 ? `plan ${site.plans.join(', ')}` : '',
    ...(site.plans.length > 0 || site.status === 'approved' || site.status === 'live' ? site.obstacles : []),
  ].filter((text) => text !== '' && text !== site.status);
  return (
    <>
      {sentenceCase(said.join(', '))}
      {site.warnings.map(({ message, isOver }) => (
        <span key={message} class={isOver ? 'register__over' : 'register__soon'}>
          {message}.
        </span>
      ))}
    </>
  );
}

/** Sites of a plan whose papers need doing, for whoever is about to publish it. */
export function PaperNotes({
  register,
  siteIds,
}: {
  register: RegisterWire | null;
  siteIds: readonly string[];
}) {
  const used = new Set(siteIds);
  const sites =
    register?.sites.filter(
      ({ id, warnings, obstacles }) => used.has(id) && (warnings.length > 0 || obstacles.length > 0),
    ) ?? [];
  if (register === null || sites.length === 0) return null;
  return (
    <Note kind="warning">
      <p class="note__title">
        {countedWords(sites.length, 'stop needs', 'stops need')} papers ({dateWords(register.today)})
      </p>
      <ul class="register__papers">
        {sites.map((site) => (
          <li key={site.id}>
            {site.name}: {[...site.obstacles, ...site.warnings.map(({ message }) => message)].join('; ')}
          </li>
        ))}
      </ul>
    </Note>
  );
}
