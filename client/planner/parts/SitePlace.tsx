import { useState } from 'preact/hooks';
import type { SiteRecordWire } from '../../../server/contract/sites.ts';
import type { SiteCalls } from '../siteCalls.ts';
import { type SiteEditing, shownText } from '../siteEditing.ts';
import type { Store } from '../store.ts';

const PUT_BACK = 'The site is back where it was.';

/** How a site gets its place: on the map, by its postcode, or by the coordinates of the form below. */
export function SitePlace(props: {
  editing: SiteEditing;
  record: SiteRecordWire | null;
  mayPlan: boolean;
  store: Store;
  findPlace: SiteCalls['placeOf'];
}) {
  const { editing, record, store } = props;
  const [said, setSaid] = useState('');
  if (!props.mayPlan) return null;
  const isMoved =
    record !== null && ['lon', 'lat'].some((name) => isOther(name as 'lon' | 'lat', editing, record));
  const find = async () => {
    const postcode = shownText('postcode', editing, record).trim();
    if (postcode === '') return setSaid('Write a full postcode into the form first.');
    const answer = await props.findPlace(postcode);
    if (answer.kind === 'trouble') return setSaid(answer.trouble.message);
    const place = answer.kind === 'done' ? answer.value.lonLat : null;
    if (place === null) return setSaid(`${postcode} is not among the postcodes of this region.`);
    store.dispatch({ type: 'site-placed', lonLat: place });
    setSaid(
      `Put at the middle of ${postcode}. Drag the marker to where the van stands, or correct the coordinates.`,
    );
  };
  return (
    <div class="site-form__place">
      <p class="quiet">
        {record === null
          ? 'Click on the map where the van stands, or write a postcode or coordinates below.'
          : 'Drag the marker on the map to move the site, or change its coordinates below.'}
      </p>
      <button type="button" class="button button--quiet button--small" onClick={() => void find()}>
        Find by postcode
      </button>
      {isMoved && (
        <button
          type="button"
          class="button button--quiet button--small"
          onClick={() => {
            store.dispatch({
              type: 'site-written',
              texts: { lon: record?.texts.lon ?? '', lat: record?.texts.lat ?? '' },
            });
            setSaid(PUT_BACK);
          }}
        >
          Undo the move
        </button>
      )}
      <p role="status">{isMoved && said === PUT_BACK ? '' : said}</p>
    </div>
  );
}

const isOther = (name: 'lon' | 'lat', editing: SiteEditing, record: SiteRecordWire): boolean =>
  shownText(name, editing, record) !== (record.texts[name] ?? '');
