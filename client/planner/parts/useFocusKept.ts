import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the focus when the part of the page that holds it changes or goes away: it moves to the first button that is left there,
 * else back to where it was before, else to the panel. A focus that is elsewhere is left alone.
 * @param state  names what the part shows; null when it shows nothing
 * @param part   the element that may hold the focus
 */
export function useFocusKept(state: string | null, part: { readonly current: HTMLElement | null }): void {
  const before = useRef<HTMLElement | null>(null);
  const isHolder = useRef(false);
  isHolder.current = part.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    const active = document.activeElement as HTMLElement | null;
    const isLost = active === null || active === document.body;
    if (!isLost && !part.current?.contains(active)) before.current = active;
    if (!isLost || !isHolder.current) return;
    const left = part.current?.querySelector('button');
    const back = before.current?.isConnected ? before.current : document.getElementById('panel');
    (left ?? back)?.focus();
  }, [state]);
}
