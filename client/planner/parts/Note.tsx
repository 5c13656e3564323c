import type { ComponentChildren } from 'preact';
import type { Trouble } from '../state.ts';

/** Something went wrong, what to do, and a button that tries again. Read out at once. */
export function TroubleNote(props: { trouble: Trouble; title: string; onRetry?: () => void }) {
  return (
    <div class="note note--trouble" role="alert">
      <p class="note__title">{props.title}</p>
      <p>{props.trouble.message}</p>
      {props.onRetry && (
        <button type="button" class="button button--quiet" onClick={props.onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** A quiet remark. */
export function Note(props: { kind?: 'plain' | 'good' | 'warning'; children: ComponentChildren }) {
  return <div class={`note note--${props.kind ?? 'plain'}`}>{props.children}</div>;
}

/** Grey bars in the shape of what is being fetched, with words for those who do not see them. */
export function Skeleton(props: { label: string; lines?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="hidden">{props.label}</span>
      {Array.from({ length: props.lines ?? 4 }, (_, i) => (
        <span key={i} class="skeleton__line" aria-hidden="true" />
      ))}
    </div>
  );
}
