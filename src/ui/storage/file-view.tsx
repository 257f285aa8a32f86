import { useState } from 'react';
import { usePage } from '../../store/page.ts';
import { selectDiskPosition } from '../../store/selectors.ts';
import { bytesText } from '../format.ts';
import { Say } from '../say.tsx';
import { BatchGrid } from './batch-grid.tsx';
import { BytesView } from './bytes-view.tsx';
import { useDisk, useLookAt } from './disk-context.tsx';
import { DownloadButton } from './download-button.tsx';
import { EntryGrid } from './entry-grid.tsx';
import { fileKind, fileTextKey } from './file-kinds.ts';
import { RecordGrid } from './record-grid.tsx';
import { RecoveryNote } from './recovery-note.tsx';
import { useStorageTexts } from './texts.tsx';

/** One file: what is in it, and its bytes. */
export function FileView({ path }: { path: string }) {
  const position = usePage(selectDiskPosition);
  const kind = fileKind(path);
  return (
    <article className={`file-view ${kind}`}>
      <FileHead path={path} />
      {kind === 'batches' && <LogContent path={path} position={position} />}
      {kind === 'entries' && (
        <div className="content">
          <EntryGrid path={path} position={position} />
        </div>
      )}
      <BytesView path={path} />
    </article>
  );
}

function FileHead({ path }: { path: string }) {
  const texts = useStorageTexts();
  const { listing } = useDisk();
  const lookAt = useLookAt();
  const slash = path.lastIndexOf('/');
  const directory = slash < 0 ? '' : path.slice(0, slash);
  const name = path.slice(slash + 1);
  const size = listing?.files.find((file) => file.path === path)?.sizeInBytes;
  return (
    <header className="file-head">
      <div className="crumbs">
        <button type="button" className="link" onClick={() => lookAt(directory)}>
          <span className="visually-hidden">{texts.back(directory === '' ? texts.root : directory)}</span>
          <span aria-hidden="true">{directory === '' ? texts.root : directory}</span>
        </button>
        <span aria-hidden="true">/</span>
        <h2>{name}</h2>
        {size !== undefined && <span className="quiet">{bytesText(size)}</span>}
        <span className="spacer" />
        <DownloadButton path={path} label={texts.downloadFile(name)} text={texts.download} />
      </div>
      <p className="quiet">
        <Say words={texts.fileTexts[fileTextKey(path)]} />
      </p>
      <RecoveryNote directory={directory} file={name} />
    </header>
  );
}

type Tab = 'batches' | 'records';

/** Batches, or the records of the one that is chosen. */
function LogContent({ path, position }: { path: string; position: number | null }) {
  const texts = useStorageTexts();
  const [tab, setTab] = useState<Tab>('batches');
  const names: Readonly<Record<Tab, string>> = { batches: texts.batches.title, records: texts.batches.records };
  return (
    <div className="content">
      <span className="segments">
        {(['batches', 'records'] as const).map((choice) => (
          <label key={choice}>
            <input type="radio" name="log-content" checked={tab === choice} onChange={() => setTab(choice)} />
            <span>{names[choice]}</span>
          </label>
        ))}
      </span>
      {tab === 'batches' ? (
        <BatchGrid path={path} position={position} />
      ) : (
        <RecordGrid path={path} position={position ?? 0} />
      )}
    </div>
  );
}
