import { bytesText } from '../format.ts';
import { Say } from '../say.tsx';
import { useDisk, useLookAt } from './disk-context.tsx';
import { DownloadButton } from './download-button.tsx';
import { RecoveryNote } from './recovery-note.tsx';
import { useStorageTexts } from './texts.tsx';
import { treeRows } from './tree-rows.ts';

/** The log directory as a whole: its partitions by size. */
export function RootView() {
  const texts = useStorageTexts();
  const { listing, owner } = useDisk();
  const files = listing?.files ?? [];
  const directories = treeRows(files, new Set(), '').filter((row) => row.kind === 'directory' && row.path !== '');
  const largest = directories.reduce((most, row) => Math.max(most, row.sizeInBytes), 1);
  const title = owner.kind === 'node' ? texts.overview.title : texts.root;
  return (
    <article className="directory-view">
      <header className="file-head">
        <div className="crumbs">
          <h2>{title}</h2>
          <span className="quiet">{texts.files(files.length)}</span>
          <span className="spacer" />
          <DownloadButton path="" label={texts.downloadTar(texts.root)} text={`${texts.download} .tar`} />
        </div>
        <p className="quiet">
          <Say words={texts.overview.text} />
        </p>
      </header>
      <RecoveryNote />
      <h3>{texts.overview.partitions}</h3>
      <ul className="sizes">
        {directories.map((row) => (
          <SizeRow key={row.path} path={row.path} size={row.sizeInBytes} largest={largest} />
        ))}
      </ul>
    </article>
  );
}

function SizeRow({ path, size, largest }: { path: string; size: number; largest: number }) {
  const lookAt = useLookAt();
  return (
    <li>
      <button type="button" className="link mono" onClick={() => lookAt(path)}>
        {path}
      </button>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${(100 * size) / largest}%` }} />
      </span>
      <span className="size">{bytesText(size)}</span>
    </li>
  );
}
