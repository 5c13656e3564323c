import { useState } from 'preact/hooks';
import type { PhotoWire } from '../../../server/contract/sites.ts';
import type { SiteAnswer } from '../siteCalls.ts';
import { createSiteCalls } from '../siteCalls.ts';
import { smallPhoto } from '../smallPhoto.ts';

const calls = createSiteCalls((url, init) => fetch(url, init));

const UNREADABLE =
  'This file could not be opened as a photo. Choose a JPEG, PNG or WebP picture, not a document.';

interface PhotoProps {
  readonly id: string;
  /** The photo's name as kept by the planner; '' for none. */
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly describedBy: string | undefined;
  readonly onWrite: (text: string) => void;
}

/** The photo of a site: chosen from this device, made small here, and kept when the site is saved. */
export function SitePhoto({ id, text, isReadOnly, describedBy, onWrite }: PhotoProps) {
  const [said, setSaid] = useState('');
  const [isWrong, setWrong] = useState(false);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setWrong(false);
    setSaid('Making the photo small…');
    const photo = await smallPhoto(file);
    const answer: SiteAnswer<PhotoWire> | null = photo && (await calls.keepPhoto(photo));
    if (answer?.kind === 'done') {
      setSaid('The photo is here. It is kept with the site when you save.');
      onWrite(answer.value.photo);
      return;
    }
    setWrong(true);
    setSaid(answer?.kind === 'trouble' ? answer.trouble.message : UNREADABLE);
  };
  return (
    <div class="site-photo">
      {text !== '' && (
        <img
          class="site-photo__picture"
          src={`/api/register/photos/${encodeURIComponent(text)}`}
          alt="As kept"
        />
      )}
      {!isReadOnly && (
        <input
          id={id}
          class="input"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          aria-describedby={describedBy}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      )}
      <p class={isWrong ? 'field__problem' : 'quiet'} role="status">
        {said}
      </p>
      {text !== '' && !isReadOnly && (
        <button type="button" class="link-button" onClick={() => onWrite('')}>
          Take the photo away
        </button>
      )}
    </div>
  );
}
