import { useEffect, useRef } from 'preact/hooks';
import type { SiteConflictWire, SiteTextsWire } from '../../../server/contract/sites.ts';
import { siteField } from '../../../server/shared/siteFields.ts';

/** Two people have changed one site: both values of every field in which they differ, and a choice between them. */
export function SiteConflict(props: {
  conflict: SiteConflictWire;
  /** Given the fields to be written over by theirs; none to keep one's own. */
  onSettle: (theirs: SiteTextsWire) => void;
}) {
  const { fields, message } = props.conflict;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [props.conflict]);
  const theirs = Object.fromEntries(fields.map((each) => [each.field, each.theirs]));
  return (
    <div class="note note--trouble" role="alert" tabIndex={-1} ref={box}>
      <p class="note__title">{message}</p>
      <table class="table table--plain">
        <caption class="hidden">Fields in which the two differ</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Theirs</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((each) => (
            <tr key={each.field}>
              <th scope="row">{siteField(each.field).label}</th>
              <td>{each.theirs || 'nothing'}</td>
              <td>{each.yours || 'nothing'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" class="button button--quiet" onClick={() => props.onSettle({})}>
        Keep yours, then save
      </button>
      <button type="button" class="button button--quiet" onClick={() => props.onSettle(theirs)}>
        Take theirs
      </button>
    </div>
  );
}
