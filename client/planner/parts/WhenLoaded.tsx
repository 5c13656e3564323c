import type { ComponentChildren } from 'preact';
import type { Loadable } from '../state.ts';
import { Skeleton, TroubleNote } from './Note.tsx';

/**
 * What depends on something fetched: bars while it is under way, the trouble with a way out when it failed, and else
 * the thing itself. An older value stays on show while it is fetched again.
 */
export function WhenLoaded<Value>(props: {
  of: Loadable<Value>;
  /** "the areas": completes "Could not load …" and "Loading …". */
  what: string;
  lines?: number;
  onRetry: () => void;
  children: (value: Value) => ComponentChildren;
}) {
  const { value, status, trouble } = props.of;
  const note = status === 'failed' && trouble && (
    <TroubleNote title={`Could not load ${props.what}`} trouble={trouble} onRetry={props.onRetry} />
  );
  if (value === null) return note || <Skeleton label={`Loading ${props.what}`} lines={props.lines} />;
  return (
    <>
      {note}
      {props.children(value)}
    </>
  );
}
