import type {
  FileReportWire,
  ImportOutcomeWire,
  ImportReportWire,
} from '../../../server/contract/planner.ts';
import { countedWords, countWords } from '../../common/words.ts';
import { Note } from './Note.tsx';

/** What an import would change, or has changed. */
export function Changes({ changes }: { changes: ImportOutcomeWire['changes'] }) {
  if (changes === null) return <p>This makes a new region. The others stay as they are.</p>;
  const { sentences, losses } = changes;
  if (sentences.length + losses.length === 0) return <p>Nothing would change: it is all there already.</p>;
  return (
    <>
      {losses.length > 0 && (
        <Note kind="warning">
          <p>Look at this before you import:</p>
          <ul class="bullets">
            {losses.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Note>
      )}
      <ul class="bullets">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

/** The totals a person can check, what was assumed, and every file with what was kept and refused. */
export function ImportReport({ report }: { report: ImportReportWire }) {
  return (
    <>
      <ul class="bullets">
        {report.totals.map((total) => (
          <li key={total}>{total}</li>
        ))}
      </ul>
      {report.warnings.length > 0 && (
        <details class="more">
          <summary>{countedWords(report.warnings.length, 'thing')} to know</summary>
          <ul class="bullets">
            {report.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
      <details class="more">
        <summary>{countedWords(report.files.length, 'file')} read</summary>
        <ul class="files">
          {report.files.map((file) => (
            <FileItem key={`${file.kind} ${file.file}`} file={file} />
          ))}
        </ul>
      </details>
    </>
  );
}

function FileItem({ file }: { file: FileReportWire }) {
  const refused = file.refused.reduce((sum, group) => sum + group.count, 0);
  return (
    <li class="files__item">
      <p class="files__name">{file.file}</p>
      <p class="quiet">
        {file.kind}: {countWords(file.rowsRead)} read, {countWords(file.kept)} kept, {countWords(refused)}{' '}
        refused · <span title={file.sha256}>SHA-256 {file.sha256.slice(0, 12)}</span>
      </p>
      {file.refused.map((group) => (
        <p key={group.reason}>
          {countedWords(group.count, 'row')}: {group.reason} (line{group.lines.length > 1 ? 's' : ''}{' '}
          {group.lines.join(', ')}
          {group.count > group.lines.length ? ', …' : ''})
        </p>
      ))}
      {file.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </li>
  );
}
