import { type SiteField as Form, type SiteFieldName, siteField } from '../../../server/shared/siteFields.ts';
import { STATUS_MOVES } from '../../../server/shared/siteStatus.ts';
import { sentenceCase } from '../../common/words.ts';
import { SitePhoto } from './SitePhoto.tsx';

/** Identifier of a field's control, for labels and for the list of problems. */
export const controlId = (name: SiteFieldName): string => `site-${name}`;

interface FieldProps {
  readonly name: SiteFieldName;
  readonly text: string;
  /** As kept: what a status may become depends on it. */
  readonly kept: string;
  readonly problem: string | null;
  readonly isReadOnly: boolean;
  readonly onWrite: (text: string) => void;
}

/** One field of a site's form: label, hint, what is wrong, and the control for its kind. */
export function SiteField(props: FieldProps) {
  const { name, problem } = props;
  const field = siteField(name);
  const id = controlId(name);
  const unit = field.kind === 'number' && field.unit !== '' ? ` (${field.unit})` : '';
  const hint = hintOf(field);
  return (
    <div class={problem ? 'field field--wrong' : 'field'}>
      <label for={id}>
        {field.label}
        {unit}
      </label>
      {hint !== '' && (
        <p class="form__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="field__problem" id={`${id}-problem`}>
          {field.label} {problem}
        </p>
      )}
      <Control field={field} id={id} isHinted={hint !== ''} {...props} />
    </div>
  );
}

/** What helps to fill in a field, after who will see it; '' where neither needs words. */
function hintOf(field: Form): string {
  const seen = field.isPublic ? 'Published.' : field.isPrivate ? 'Never published.' : '';
  return [seen, field.hint ?? ''].filter(Boolean).join(' ');
}

function Control(props: FieldProps & { field: Form; id: string; isHinted: boolean }) {
  const { field, id, text, problem } = props;
  const described = [props.isHinted && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const common = {
    id,
    class: 'input',
    'aria-invalid': problem !== null,
    'aria-describedby': described === '' ? undefined : described,
    disabled: props.isReadOnly,
  };
  const write = (event: { currentTarget: { value: string } }) => props.onWrite(event.currentTarget.value);
  if (field.kind === 'words' || field.kind === 'yes-no') {
    return (
      <select {...common} value={text} onChange={write}>
        {choicesOf(props.name, field, props.kept).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === 'text' && field.isLong) {
    return <textarea {...common} rows={3} value={text} onInput={write} />;
  }
  if (field.kind === 'photo') {
    const { 'aria-describedby': describedBy } = common;
    return (
      <SitePhoto
        id={id}
        text={text}
        isReadOnly={props.isReadOnly}
        describedBy={describedBy}
        onWrite={props.onWrite}
      />
    );
  }
  if (field.kind === 'date') {
    return <input {...common} type="date" value={text} onInput={write} />;
  }
  const isNumber = field.kind === 'number';
  return (
    <input
      {...common}
      class={isNumber ? 'input input--figure' : 'input'}
      type="text"
      inputMode={isNumber && field.low >= 0 ? 'decimal' : undefined}
      autoComplete="off"
      required={'isRequired' in field && field.isRequired}
      value={text}
      onInput={write}
    />
  );
}

/** Values with their words; what is kept first where only some may follow. */
function choicesOf(
  name: SiteFieldName,
  field: Extract<Form, { kind: 'words' | 'yes-no' }>,
  kept: string,
): readonly (readonly [value: string, words: string])[] {
  const worded = (words: readonly string[]) =>
    words.map((word) => [word, sentenceCase(word.replaceAll('_', ' '))] as const);
  const unknown = ['', 'Not known'] as const;
  if (field.kind === 'yes-no') return [unknown, ['yes', 'Yes'], ['no', 'No']];
  if (name === 'status') {
    const moves = STATUS_MOVES[kept as keyof typeof STATUS_MOVES];
    return worded(moves ? [kept, ...moves] : field.words);
  }
  return name === 'kind' ? worded(field.words) : [unknown, ...worded(field.words)];
}
