import type { MarginWire, PlanWire } from '../../../server/contract/planner.ts';
import { figureWords, lengthWords } from '../../common/words.ts';

/** Which rules are broken, and how much room the times leave on slow roads. */
export function RotaChecks({ plan }: { plan: PlanWire }) {
  return (
    <>
      <Violations plan={plan} />
      {plan.margins.length > 0 && <Margins margins={plan.margins} />}
    </>
  );
}

/** Broken rules, each a sentence; says so when there are none. */
export function Violations({ plan }: { plan: Pick<PlanWire, 'violations'> }) {
  return (
    <section class="block">
      <h3>Check</h3>
      {plan.violations.length === 0 ? (
        <p>No broken rules.</p>
      ) : (
        <ul class="reasons">
          {plan.violations.map((violation, i) => (
            <li key={`${violation.rule}-${i}`}>
              <span class={violation.severity === 'hard' ? 'tag tag--bad' : 'tag tag--warning'}>
                {violation.severity === 'hard' ? 'must be mended' : 'take a look'}
              </span>{' '}
              {violation.message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Margins({ margins }: { margins: readonly MarginWire[] }) {
  return (
    <section class="block">
      <h3>On slower roads</h3>
      <table class="table table--plain">
        <caption class="hidden">Broken rules and least spare time, with routed times made longer</caption>
        <thead>
          <tr>
            <th scope="col">Routed times</th>
            <th scope="col" class="table__number">
              Broken rules
            </th>
            <th scope="col" class="table__number">
              Least spare time
            </th>
          </tr>
        </thead>
        <tbody>
          {margins.map((margin) => (
            <tr key={margin.factor}>
              <th scope="row">
                {margin.factor === 1 ? 'as routed' : `× ${figureWordsExact(margin.factor)}`}
              </th>
              <td class="table__number">{margin.violations === 0 ? 'None' : margin.violations}</td>
              <td class="table__number">{spareWords(margin.leastSpareSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const figureWordsExact = (factor: number): string =>
  Number.isInteger(factor * 10) ? figureWords(factor) : factor.toFixed(2);

/** "12 minutes", "4 minutes late", "not known". */
function spareWords(seconds: number | null): string {
  if (seconds === null) return 'Not known';
  return seconds < 0 ? `${lengthWords(-seconds)} late` : lengthWords(seconds);
}
