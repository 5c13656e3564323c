import { type Map as MapLibreMap, Marker } from 'maplibre-gl';
import { type LonLat, lonLat } from '../../../server/shared/coordinates.ts';
import type { Placing } from '../mapContent.ts';
import type { MapLayer } from './layer.ts';

/** The marker of a site whose form is open; it can be dragged. Typing its coordinates into the form does the same. */
export function placingMarker(
  map: MapLibreMap,
  onPlace: (place: LonLat) => void,
): Pick<MapLayer<Placing | null>, 'update'> {
  let marker: Marker | null = null;
  const put = (place: LonLat) => {
    if (marker) return void marker.setLngLat([place[0], place[1]]);
    marker = new Marker({ color: '#0b6e6e', draggable: true }).setLngLat([place[0], place[1]]).addTo(map);
    marker.getElement().setAttribute('aria-label', 'The site. Its coordinates can be typed in the form');
    marker.on('dragend', () => {
      const to = marker?.getLngLat();
      if (to) onPlace(lonLat(to.lng, to.lat));
    });
  };
  return {
    update(placing) {
      if (placing?.lonLat) return put(placing.lonLat);
      marker?.remove();
      marker = null;
    },
  };
}
