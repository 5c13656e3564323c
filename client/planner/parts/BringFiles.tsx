import { useRef, useState } from 'preact/hooks';
import type { UploadWire } from '../../../server/contract/planner.ts';
import { percentWords, sizeWords } from '../../common/words.ts';
import { droppedFiles, sendFile } from '../sendFile.ts';

interface Sending {
  readonly name: string;
  /** 0..1. */
  readonly share: number;
  /** Why it did not arrive; null while it is on its way. */
  readonly problem: string | null;
}

/** Files are chosen or dropped, sent one after the other, and listed with what each is. */
export function BringFiles(props: {
  uploads: readonly UploadWire[];
  onChanged: () => void;
  onRemove: (name: string) => void;
}) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [isOver, setOver] = useState(false);
  const send = async (files: readonly File[]) => {
    for (const file of files) {
      const note = (fields: Partial<Sending>) =>
        setSending((all) => [
          ...all.filter(({ name }) => name !== file.name),
          { name: file.name, share: 0, problem: null, ...fields },
        ]);
      note({});
      const trouble = await sendFile(file, (share) => note({ share }));
      if (trouble) note({ problem: trouble.message });
      else setSending((all) => all.filter(({ name }) => name !== file.name));
      props.onChanged();
    }
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons inside are the first */}
      <div
        class={isOver ? 'drop drop--over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(send);
        }}
      >
        <p>Drop files or folders here, exactly as they were downloaded, or</p>
        <FileButton text="Choose files" onFiles={send} />
        <FileButton text="Choose a folder" isFolder onFiles={send} />
      </div>
      <p class="hidden" role="status">
        {sending.length > 0 ? `Sending ${sending[0].name}` : ''}
      </p>
      {(sending.length > 0 || props.uploads.length > 0) && (
        <ul class="files">
          {sending.map((each) => (
            <SendingItem
              key={each.name}
              sending={each}
              onDismiss={() => setSending((all) => all.filter((one) => one !== each))}
            />
          ))}
          {props.uploads.map((upload) => (
            <UploadItem key={upload.name} upload={upload} onRemove={props.onRemove} />
          ))}
        </ul>
      )}
    </>
  );
}

/** A button that opens the browser's own choice of files. */
function FileButton(props: { text: string; isFolder?: boolean; onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button button--secondary" onClick={() => input.current?.click()}>
        {props.text}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        {...(props.isFolder ? { webkitdirectory: true } : {})}
        aria-label={props.text}
        onChange={(event) => {
          props.onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

function SendingItem({ sending, onDismiss }: { sending: Sending; onDismiss: () => void }) {
  return (
    <li class="files__item">
      <p class="files__name">{sending.name}</p>
      {sending.problem === null ? (
        <>
          <progress class="work__bar" max={1} value={sending.share} aria-label={`Sending ${sending.name}`} />
          <p class="quiet">{percentWords(sending.share)} sent</p>
        </>
      ) : (
        <>
          <p class="files__problem" role="alert">
            {sending.problem}
          </p>
          <button type="button" class="button button--quiet" onClick={onDismiss}>
            Close<span class="hidden"> the note on {sending.name}</span>
          </button>
        </>
      )}
    </li>
  );
}

function UploadItem({ upload, onRemove }: { upload: UploadWire; onRemove: (name: string) => void }) {
  return (
    <li class="files__item files__item--removable">
      <p class="files__name">{upload.name}</p>
      <p class="quiet">
        {upload.inWords} · {sizeWords(upload.bytes)}
      </p>
      {upload.problem !== null && <p class="files__problem">{upload.problem}</p>}
      <button type="button" class="button button--quiet button--small" onClick={() => onRemove(upload.name)}>
        Take away<span class="hidden"> {upload.name}</span>
      </button>
    </li>
  );
}
