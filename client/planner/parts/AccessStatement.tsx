import type { AccessWire, PlanWire } from '../../../server/contract/planner.ts';
import { countWords, driveWords, percentChange, percentWords } from '../../common/words.ts';
import type { AccessShows } from '../accessView.ts';
import type { Statement } from '../measureStatement.ts';
import { hasChildren, newlyReached } from '../planView.ts';
import { Note } from './Note.tsx';

/** A figure, what it says, and what stands behind it. */
export const StatementOf = ({ figure, words, more }: Statement) => (
  <p class={figure.length > 12 ? 'statement statement--small' : 'statement'}>
    <span class="statement__figure">{figure}</span>
    <span class="statement__words">{words}</span>
    {more !== '' && <span class="statement__more">{more}</span>}
  </p>
);

/** The first answer: how many live beyond reach, today, with the plan, or both side by side. */
export function ReachStatement(props: {
  access: AccessWire;
  plan: PlanWire | null;
  shows: AccessShows;
  regionName: string | null;
}) {
  const { access, plan, shows } = props;
  const reach = plan && shows !== 'today' ? plan.reachAfter : access.reach;
  if (access.areas.length === 0)
    return <Note>There are no areas yet. Import a table of areas to see who is out of reach.</Note>;
  if (!hasChildren(reach))
    return <Note>The areas hold no children aged 0 to 4, so there is no reach to measure.</Note>;
  const where = props.regionName ? ` in ${props.regionName}` : '';
  const limit = driveWords(access.cutoffSeconds);
  if (plan && shows === 'difference') {
    const change = percentChange(access.reach.shareBeyond, plan.reachAfter.shareBeyond);
    return (
      <StatementOf
        figure={`${change.before} → ${change.after}`}
        words={`of under-5s${where} live more than ${limit} from help: hubs today, and with plan ${plan.letter}`}
        more={`${countWords(newlyReached(plan))} children come within reach; ${reach.childrenBeyond > 0 ? `${countWords(reach.childrenBeyond)} still do not` : 'nobody is left beyond'}`}
      />
    );
  }
  const help = shows === 'today' ? 'a hub' : 'a hub or a stop';
  const withPlan = plan && shows === 'plan' ? ` with plan ${plan.letter}` : '';
  return (
    <StatementOf
      figure={percentWords(reach.shareBeyond)}
      words={`of under-5s${where} live more than ${limit} from ${help}${withPlan}`}
      more={`${countWords(reach.childrenBeyond)} of ${countWords(reach.children)} children aged 0 to 4, in ${countWords(reach.areasBeyond)} of ${countWords(access.areas.length)} areas`}
    />
  );
}
