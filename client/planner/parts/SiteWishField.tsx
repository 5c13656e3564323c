import type { SiteWire } from '../../../server/contract/planner.ts';
import { domId } from '../../common/ids.ts';
import type { SiteWish } from '../actions.ts';
import { wishFor } from '../reduce.ts';
import type { PanelProps } from './PanelProps.ts';

const WISHES: readonly { readonly wish: SiteWish; readonly text: string }[] = [
  { wish: 'allowed', text: 'Allowed' },
  { wish: 'must', text: 'Must' },
  { wish: 'never', text: 'Never' },
];

/** How the next plan may use a site: allowed, must, never. */
export function SiteWishField(props: PanelProps & { site: SiteWire; place: 'row' | 'card' }) {
  const { site, store } = props;
  const wish = wishFor(props.state.request, site.id);
  const id = domId('wish', props.place, site.id);
  return (
    <span class="wish">
      <label for={id}>
        <span class="hidden">{site.name} in the </span>next plan
      </label>
      <select
        id={id}
        class={`input input--small wish__select wish__select--${wish}`}
        value={wish}
        disabled={props.state.request === null}
        onChange={(event) =>
          store.dispatch({
            type: 'site-wished',
            siteId: site.id,
            wish: (event.currentTarget as HTMLSelectElement).value as SiteWish,
          })
        }
      >
        {WISHES.map((option) => (
          <option key={option.wish} value={option.wish}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
}
