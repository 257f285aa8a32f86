import { useState } from 'react';
import { copyText } from './copy-text.ts';
import { CheckIcon, CopyIcon } from './icons.tsx';
import { useMessages } from './messages.tsx';

const shownMs = 1500;

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { dialogs } = useMessages();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), shownMs);
  };
  const name = copied ? dialogs.copied : label;
  return (
    <button type="button" className="btn bare square" aria-label={name} title={name} onClick={() => void copy()}>
      {copied ? <CheckIcon /> : <CopyIcon />}
    </button>
  );
}
