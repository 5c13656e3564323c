import { accessViewOf, isAfterPlanOf, sayAccessView, USUAL_ACCESS } from './accessView.ts';
import { choiceViewOf, sayChoiceView } from './choiceView.ts';
import { type Selection, STEPS, type Step, type View } from './state.ts';

const KINDS: readonly Selection['kind'][] = ['area', 'hub', 'site', 'van-day'];

/**
 * What the part of the address behind # says: "#rota?plan=3&selected=van-day:4&reach=plan&measure=visits".
 * Anything it does not understand is left out: a wrong address opens the first step.
 */
export function viewOfHash(hash: string): View {
  const [step, query = ''] = hash.replace(/^#/, '').split('?');
  const said = new URLSearchParams(query);
  const [access, choice] = [accessViewOf(said), choiceViewOf(said)];
  const bands = said.get('bands');
  return {
    step: STEPS.includes(step as Step) ? (step as Step) : 'access',
    planId: planIdOf(said.get('plan')),
    selected: selectionOf(said.get('selected')),
    isAfterPlan: isAfterPlanOf(said),
    ...(access && { access }),
    ...((bands === 'hubs' || bands === 'plan') && { bands }),
    ...(choice && { choice }),
  };
}

/** The part of the address for a view, # included; what is usual is left out. */
export function hashOfView(view: View): string {
  const said = new URLSearchParams();
  if (view.planId !== null) said.set('plan', String(view.planId));
  sayAccessView(said, { ...(view.access ?? USUAL_ACCESS), isAfterPlan: view.isAfterPlan });
  if (view.selected) said.set('selected', `${view.selected.kind}:${view.selected.id}`);
  if (view.bands) said.set('bands', view.bands);
  if (view.choice) sayChoiceView(said, view.choice);
  const query = said.toString();
  return `#${view.step}${query ? `?${query}` : ''}`;
}

const planIdOf = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;

function selectionOf(text: string | null): Selection | null {
  const [kind, ...rest] = (text ?? '').split(':');
  const id = rest.join(':');
  return KINDS.includes(kind as Selection['kind']) && id ? { kind: kind as Selection['kind'], id } : null;
}
