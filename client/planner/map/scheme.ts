import type { IControl } from 'maplibre-gl';
import type { Scheme } from './palette.ts';

const KEY = 'hub-rounds-map-scheme';

/** What the map shall look like: as chosen here before, else as the reader's system is set. */
export function firstScheme(): Scheme {
  const chosen = kept(() => localStorage.getItem(KEY));
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** A button beside the map that turns it dark and light again; the choice is kept in this browser. */
export function schemeControl(first: Scheme, onChange: (scheme: Scheme) => void): IControl {
  const group = document.createElement('div');
  group.className = 'maplibregl-ctrl maplibregl-ctrl-group';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'map__scheme';
  button.textContent = '◐';
  button.title = 'Dark map';
  button.setAttribute('aria-label', 'Dark map');
  button.setAttribute('aria-pressed', String(first === 'dark'));
  button.addEventListener('click', () => {
    const scheme = button.getAttribute('aria-pressed') === 'true' ? 'light' : 'dark';
    button.setAttribute('aria-pressed', String(scheme === 'dark'));
    kept(() => localStorage.setItem(KEY, scheme));
    onChange(scheme);
  });
  group.append(button);
  return { onAdd: () => group, onRemove: () => group.remove() };
}

/** Storage may be switched off; then nothing is kept. */
function kept<Value>(use: () => Value): Value | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
