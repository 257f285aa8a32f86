import { useEffect, useRef, useState } from 'react';
import { useDriver } from '../driver-context.tsx';
import { useMessages } from '../messages.tsx';
import { Modal } from './modal.tsx';

/** For a page that may not use the clipboard: the link, selected. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const { share } = useMessages();
  const driver = useDriver();
  const input = useRef<HTMLInputElement>(null);
  const [link, setLink] = useState('');
  useEffect(() => {
    void driver.link().then((made) => setLink(made ?? ''));
  }, [driver]);
  useEffect(() => {
    if (link === '') return;
    input.current?.focus();
    input.current?.select();
  }, [link]);
  return (
    <Modal title={share.title} onClose={onClose}>
      <p>{share.text}</p>
      <label className="field">
        <span className="name">{share.link}</span>
        <input ref={input} className="input mono" readOnly value={link} onFocus={(event) => event.target.select()} />
      </label>
      <p>{share.noClipboard}</p>
    </Modal>
  );
}
