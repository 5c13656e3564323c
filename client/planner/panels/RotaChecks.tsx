import type { MarginWire, PlanWire } from '../../../server/contract/planner.ts';
import { countedWords, figureWords, lengthWords } from '../../common/words.ts';

/** Which rules are broken, and how much room the times leave on slow roads. */
export function RotaChecks({ plan }: { plan: PlanWire }) {
  return (
    <>
      <Violations plan={plan} />
      {plan.margins.length > 0 && <Margins margins={plan.margins} />}
    </>
  );
}

/** The answer first; then each broken rule as a sentence, what forbids publishing before advice. */
export function Violations({ plan }: { plan: Pick<PlanWire, 'violations' | 'rulesChecked'> }) {
  const hard = plan.violations.filter(({ severity }) => severity === 'hard');
  const soft = plan.violations.filter(({ severity }) => severity === 'soft');
  return (
    <section class="block">
      <h3>Check</h3>
      <p>{answerWords({ hard: hard.length, soft: soft.length, rules: plan.rulesChecked })}</p>
      {plan.violations.length > 0 && (
        <ul class="reasons">
          {[...hard, ...soft].map((violation, i) => (
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

function answerWords({ hard, soft, rules }: { hard: number; soft: number; rules: number }): string {
  if (hard + soft === 0)
    return `No broken rules. The rota keeps all ${rules}, worked out afresh from its times and the roads.`;
  const mend =
    hard > 0 ? `${countedWords(hard, 'thing')} must be mended before this plan can be published` : '';
  const look = soft > 0 ? `${countedWords(soft, 'thing')} to take a look at` : '';
  return hard === 0 ? `Nothing forbids publishing; ${look}.` : `${[mend, look].filter(Boolean).join('; ')}.`;
}

function Margins({ margins }: { margins: readonly MarginWire[] }) {
  return (
    <section class="block">
      <h3>On slower roads</h3>
      <p>{slowWords(margins)}</p>
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

/** What the slowest roads mean, and where it would be felt first. */
function slowWords(margins: readonly MarginWire[]): string {
  const { factor, violations, tightestLeg } = margins[margins.length - 1];
  const holds =
    violations === 0 ? 'no rule is broken' : `rules are broken in ${countedWords(violations, 'place')}`;
  const where = tightestLeg === null ? '' : ` The tightest drive is ${tightestLeg}.`;
  return `With routed times × ${figureWordsExact(factor)}, ${holds}.${where}`;
}

/** "12 minutes", "4 minutes late", "not known". */
function spareWords(seconds: number | null): string {
  if (seconds === null) return 'Not known';
  return seconds < 0 ? `${lengthWords(-seconds)} late` : lengthWords(seconds);
}
