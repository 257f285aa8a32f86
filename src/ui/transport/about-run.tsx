import { useState } from 'react';
import { usePage } from '../../store/page.ts';
import { selectHash, selectPlaying, selectSeed } from '../../store/selectors.ts';
import { copyText } from '../copy-text.ts';
import { clockText, shortHash } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { StorageState } from '../notices/storage-state.tsx';
import { testIds } from '../test-ids.ts';

/** What a reader needs to check that two runs are one: seed and state hash. */
export function AboutRun() {
  const { transport } = useMessages();
  const seed = usePage(selectSeed);
  return (
    <div className="about-run">
      <span className="row">
        <span className="seed">
          {transport.seed} <code>{seed ?? '–'}</code>
        </span>
        <HashText />
      </span>
      <StorageState />
    </div>
  );
}

function HashText() {
  const { transport, dialogs } = useMessages();
  const hash = usePage(selectHash);
  const playing = usePage(selectPlaying);
  const [copied, setCopied] = useState(false);
  if (hash === null || playing) {
    return (
      <span title={transport.takeHash}>
        {transport.hash} <code data-testid={testIds.hash}>…</code>
      </span>
    );
  }
  const copy = async () => {
    if (!(await copyText(hash.hash))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button
      type="button"
      className="hash"
      aria-label={`${transport.copyHash}: ${hash.hash}`}
      title={transport.hashAt(clockText(hash.atUs))}
      onClick={() => void copy()}
    >
      {copied ? dialogs.copied : transport.hash}{' '}
      <code data-testid={testIds.hash} data-hash={hash.hash} data-at={hash.atUs}>
        {shortHash(hash.hash)}
      </code>
    </button>
  );
}
