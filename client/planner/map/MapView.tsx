import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LonLat } from '../../../server/shared/coordinates.ts';
import type { MapContent } from '../mapContent.ts';
import type { Selection } from '../state.ts';
import { createPlannerMap, type PlannerMap } from './createMap.ts';

/** The map itself, in a part of the program that is fetched beside the panel and does not hold it up. */
export function MapView(props: {
  content: MapContent;
  onPick: (picked: Selection | null) => void;
  onPlace: (place: LonLat) => void;
}) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<PlannerMap | null>(null);
  const pick = useRef(props.onPick);
  const [isBroken, setBroken] = useState(false);
  const place = useRef(props.onPlace);
  pick.current = props.onPick;
  place.current = props.onPlace;
  const { bounds, map: ground } = props.content;
  useEffect(() => {
    if (!container.current || bounds === null) return;
    try {
      map.current = createPlannerMap(container.current, {
        bounds,
        map: ground,
        onPick: (picked) => pick.current(picked),
        onPlace: (to) => place.current(to),
      });
    } catch {
      setBroken(true);
    }
    return () => {
      map.current?.remove();
      map.current = null;
    };
  }, [bounds, ground]);
  useEffect(() => map.current?.show(props.content), [props.content]);
  return isBroken ? (
    <p class="map__trouble">
      This browser cannot draw the map (it needs WebGL). Everything on it is in the tables of the panel.
    </p>
  ) : (
    <div ref={container} class="map__canvas" />
  );
}
