import type { PlannerState } from '../state.ts';
import type { Store } from '../store.ts';

/** What every panel gets: the state to show, and the store to ask. */
export interface PanelProps {
  readonly state: PlannerState;
  readonly store: Store;
}
