import type { LowConfidenceWire } from '../../../server/contract/demand.ts';
import { LOW_CONFIDENCE_WORDS } from '../../../server/shared/contactWords.ts';

/** A badge for a figure that should not be leant on, with its reasons in words; nothing for one that may be. */
export function LowConfidence({ reasons }: { reasons: readonly LowConfidenceWire[] }) {
  if (reasons.length === 0) return null;
  return (
    <p class="confidence">
      <span class="confidence__badge">Low confidence</span>{' '}
      {reasons.map((reason) => LOW_CONFIDENCE_WORDS[reason]).join('. ')}.
    </p>
  );
}
