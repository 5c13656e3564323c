import type { PlanWire } from '../../../server/contract/planner.ts';
import {
  type Consequence,
  type CouncilRule,
  type DistanceKind,
  KEPT_GROUPS,
  type KeptGroup,
  type Nearness,
  type RuleOf,
} from '../../../server/shared/councilRules.ts';
import { GROUP_WORDS } from '../../../server/shared/councilRuleWords.ts';
import { METRES_PER_MILE, SECONDS_PER_MINUTE } from '../../../server/shared/units.ts';
import { Check, Choice, Figure } from './FormFields.tsx';

type Changes<Rule extends CouncilRule> = { rule: Rule; onChange: (rule: CouncilRule) => void };

/** The figures of one rule, in the units people use. */
export function RuleFields({ rule, plan, onChange }: Changes<CouncilRule> & { plan: PlanWire }) {
  switch (rule.kind) {
    case 'few-users':
      return <FewUsers rule={rule} onChange={onChange} />;
    case 'few-reached':
      return <FewReached rule={rule} onChange={onChange} />;
    case 'near-hub':
      return (
        <>
          <NearnessFields rule={rule} onChange={onChange} />
          <ConsequenceFields rule={rule} onChange={onChange} />
        </>
      );
    case 'near-stops':
      return <NearnessFields rule={rule} onChange={onChange} />;
    case 'most-stops':
      return <MostStops rule={rule} onChange={onChange} />;
    case 'most-often':
      return (
        <Figure
          id={`rule-${rule.id}-weeks`}
          label="At most once in"
          unit="weeks"
          value={rule.weeks}
          onValue={(weeks) => onChange({ ...rule, weeks: weeks ?? Number.NaN })}
        />
      );
    case 'keep-each':
      return <KeepEach rule={rule} onChange={onChange} />;
    case 'keep-named':
      return <KeepNamed rule={rule} plan={plan} onChange={onChange} />;
  }
}

function FewUsers({ rule, onChange }: Changes<RuleOf<'few-users'>>) {
  return (
    <>
      <Figure
        id={`rule-${rule.id}-users`}
        label="Fewer than"
        unit="users a visit"
        value={rule.users}
        onValue={(users) => onChange({ ...rule, users: users ?? Number.NaN })}
      />
      <Check
        id={`rule-${rule.id}-counted`}
        isOn={rule.isCountedOnly}
        onToggle={(isCountedOnly) => onChange({ ...rule, isCountedOnly })}
      >
        Only where users were counted; else expected contacts stand in
      </Check>
      <ConsequenceFields rule={rule} onChange={onChange} />
    </>
  );
}

function FewReached({ rule, onChange }: Changes<RuleOf<'few-reached'>>) {
  return (
    <>
      <Figure
        id={`rule-${rule.id}-children`}
        label="Newly reaches fewer than"
        unit="children under 5"
        value={rule.children}
        onValue={(children) => onChange({ ...rule, children: children ?? Number.NaN })}
      />
      <Check
        id={`rule-${rule.id}-here`}
        isOn={rule.counting === 'only-here'}
        onToggle={(isOnlyHere) => onChange({ ...rule, counting: isOnlyHere ? 'only-here' : 'alone' })}
      >
        Count only children whom no other stop reaches
      </Check>
      <ConsequenceFields rule={rule} onChange={onChange} />
    </>
  );
}

function NearnessFields({ rule, onChange }: Changes<RuleOf<'near-hub'> | RuleOf<'near-stops'>>) {
  const change = (part: Partial<Nearness>) => onChange({ ...rule, ...part });
  return (
    <>
      <Figure
        id={`rule-${rule.id}-miles`}
        label="Within"
        unit="miles (empty: any)"
        value={rule.metres === null ? null : rule.metres / METRES_PER_MILE}
        mayBeEmpty
        onValue={(miles) => change({ metres: miles === null ? null : miles * METRES_PER_MILE })}
      />
      <Choice
        id={`rule-${rule.id}-distance`}
        label="Miles are"
        value={rule.distance}
        options={{ road: 'by road', straight: 'in a straight line' }}
        onChoose={(distance) => change({ distance: distance as DistanceKind })}
      />
      <Figure
        id={`rule-${rule.id}-minutes`}
        label="Or within"
        unit="minutes’ drive (empty: any)"
        value={rule.seconds === null ? null : rule.seconds / SECONDS_PER_MINUTE}
        mayBeEmpty
        onValue={(minutes) => change({ seconds: minutes === null ? null : minutes * SECONDS_PER_MINUTE })}
      />
    </>
  );
}

function MostStops({ rule, onChange }: Changes<RuleOf<'most-stops'>>) {
  return (
    <>
      <Figure
        id={`rule-${rule.id}-most`}
        label="Keep at most"
        unit="stops"
        value={rule.most}
        onValue={(most) => onChange({ ...rule, most: most ?? Number.NaN })}
      />
      <Choice
        id={`rule-${rule.id}-per`}
        label="Counted"
        value={rule.per}
        options={{ service: 'in all', 'van-day': 'on each day of each van' }}
        onChoose={(per) => onChange({ ...rule, per: per as 'service' | 'van-day' })}
      />
    </>
  );
}

const KeepEach = ({ rule, onChange }: Changes<RuleOf<'keep-each'>>) => (
  <Choice
    id={`rule-${rule.id}-group`}
    label="At least one stop in each"
    value={rule.group}
    options={Object.fromEntries(KEPT_GROUPS.map((group) => [group, GROUP_WORDS[group]]))}
    onChoose={(group) => onChange({ ...rule, group: group as KeptGroup })}
  />
);

function KeepNamed({ rule, plan, onChange }: Changes<RuleOf<'keep-named'>> & { plan: PlanWire }) {
  const stops = [...plan.planStops].sort((a, b) => a.siteName.localeCompare(b.siteName, 'en-GB'));
  const toggle = (siteId: string, isKept: boolean) =>
    onChange({
      ...rule,
      siteIds: isKept ? [...rule.siteIds, siteId] : rule.siteIds.filter((id) => id !== siteId),
    });
  return (
    <fieldset class="rules__stops">
      <legend>Stops to keep</legend>
      {stops.map(({ siteId, siteName }) => (
        <Check
          key={siteId}
          id={`rule-${rule.id}-keep-${siteId}`}
          isOn={rule.siteIds.includes(siteId)}
          onToggle={(isKept) => toggle(siteId, isKept)}
        >
          {siteName}
        </Check>
      ))}
    </fieldset>
  );
}

function ConsequenceFields({ rule, onChange }: Changes<Extract<CouncilRule, Consequence>>) {
  const { reduceToWeeks } = rule;
  return (
    <>
      <Choice
        id={`rule-${rule.id}-then`}
        label="Such a stop is"
        value={reduceToWeeks === null ? 'drop' : 'reduce'}
        options={{ drop: 'dropped', reduce: 'visited less often' }}
        onChoose={(then) => onChange({ ...rule, reduceToWeeks: then === 'drop' ? null : 4 })}
      />
      {reduceToWeeks !== null && (
        <Figure
          id={`rule-${rule.id}-reduce`}
          label="At most once in"
          unit="weeks"
          value={reduceToWeeks}
          onValue={(weeks) => onChange({ ...rule, reduceToWeeks: weeks ?? Number.NaN })}
        />
      )}
    </>
  );
}
