import { type ReactNode, useEffect, useId, useRef } from 'react';
import { CloseIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';

/** A native modal dialog: Escape closes it, focus goes back where it came from. */
export function Modal({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { dialogs } = useMessages();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      <div className="head">
        <h2 id={heading}>{title}</h2>
        <button
          type="button"
          className="btn bare square"
          aria-label={dialogs.close}
          onClick={() => dialog.current?.close()}
        >
          <CloseIcon />
        </button>
      </div>
      <div className="content">{children}</div>
    </dialog>
  );
}
