import { useEffect, useRef, useState } from 'preact/hooks';

/** A button that asks once more in plain words before it does something; the focus goes along. */
export function Confirm(props: {
  text: string;
  question: string;
  confirmText: string;
  isDisabled: boolean;
  onConfirm: () => void;
}) {
  const [isAsking, setAsking] = useState(false);
  const confirm = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) confirm.current?.focus();
    else if (wasAsking.current) first.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking) {
    return (
      <button
        ref={first}
        type="button"
        class="button"
        aria-disabled={props.isDisabled}
        onClick={() => !props.isDisabled && setAsking(true)}
      >
        {props.text}
      </button>
    );
  }
  return (
    <fieldset class="confirm">
      <legend class="hidden">{props.question}</legend>
      <p>{props.question}</p>
      <button
        ref={confirm}
        type="button"
        class="button"
        aria-disabled={props.isDisabled}
        onClick={() => {
          if (props.isDisabled) return;
          setAsking(false);
          props.onConfirm();
        }}
      >
        {props.confirmText}
      </button>
      <button type="button" class="button button--quiet" onClick={() => setAsking(false)}>
        Not now
      </button>
    </fieldset>
  );
}
