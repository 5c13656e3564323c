import type { SiteWire } from '../../../server/contract/planner.ts';
import {
  CHOICE_AIMS,
  type ChoiceAim,
  type ChoiceWishes,
  FLOOR_GROUPS,
  type FloorGroup,
} from '../../../server/shared/choiceWishes.ts';
import type { PlanFieldName, TypedField } from '../planFields.ts';
import type { Store } from '../store.ts';
import { ExclusionGroups } from './ExclusionGroups.tsx';
import { NumberField } from './NumberField.tsx';

/** What the stops are chosen for, and what else is asked of the choice. */
export function ChoiceFields(props: {
  wishes: ChoiceWishes;
  typed: (name: PlanFieldName) => TypedField;
  sites: readonly SiteWire[];
  store: Store;
}) {
  const { wishes, typed, sites } = props;
  const wish = (change: Partial<ChoiceWishes>) =>
    props.store.dispatch({ type: 'request-changed', change: { choice: { ...wishes, ...change } } });
  return (
    <div class="choice__fields">
      <AimFields wishes={wishes} typed={typed} onWish={wish} />
      <p class="field check">
        <input
          id="plan-village"
          type="checkbox"
          checked={wishes.isOneAVillage}
          onChange={(event) => wish({ isOneAVillage: event.currentTarget.checked })}
        />
        <label for="plan-village">At most one site of a village or town</label>
      </p>
      <ExclusionGroups
        groups={wishes.exclusions}
        sites={sites}
        onChange={(exclusions) => wish({ exclusions })}
      />
      <NumberField
        {...typed('vanHours')}
        label="Van-hours a cycle, at most"
        unit="hours"
        hint="Empty for no limit. Drive, set-up, session and pack-down of every visit, estimated before there is a rota."
      />
    </div>
  );
}

function AimFields(props: {
  wishes: ChoiceWishes;
  typed: (name: PlanFieldName) => TypedField;
  onWish: (change: Partial<ChoiceWishes>) => void;
}) {
  const { wishes, typed, onWish } = props;
  return (
    <>
      <div class="field">
        <label for="plan-aim">What the stops should achieve</label>
        <select
          id="plan-aim"
          class="input"
          value={wishes.aim}
          aria-describedby="plan-aim-hint"
          onChange={(event) => onWish({ aim: (event.currentTarget as HTMLSelectElement).value as ChoiceAim })}
        >
          {Object.entries(CHOICE_AIMS).map(([aim, { name }]) => (
            <option key={aim} value={aim}>
              {name}
            </option>
          ))}
        </select>
        <p class="quiet choice__hint" id="plan-aim-hint">
          {CHOICE_AIMS[wishes.aim].hint}
        </p>
      </div>
      {wishes.aim === 'everyone' && <NumberField {...typed('within')} label="Within" unit="minutes’ drive" />}
      {wishes.aim === 'backup' && (
        <NumberField {...typed('backup')} label="A second stop counts" unit="% of the first" />
      )}
      {wishes.aim === 'floors' && (
        <>
          <div class="field">
            <label for="plan-floor-by">Groups</label>
            <select
              id="plan-floor-by"
              class="input"
              value={wishes.floorBy}
              onChange={(event) =>
                onWish({ floorBy: (event.currentTarget as HTMLSelectElement).value as FloorGroup })
              }
            >
              {Object.entries(FLOOR_GROUPS).map(([group, name]) => (
                <option key={group} value={group}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <NumberField {...typed('floor')} label="Within reach, at least" unit="% of each" />
        </>
      )}
    </>
  );
}
