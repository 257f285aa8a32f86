import { bytesText } from '../format.ts';
import { useDisk, useLookAt } from './disk-context.tsx';
import { DownloadButton } from './download-button.tsx';
import { LookupPanel } from './lookup-panel.tsx';
import { OffsetRuler } from './offset-ruler.tsx';
import { ProblemText } from './problem-text.tsx';
import { RecoveryNote } from './recovery-note.tsx';
import { useStorageTexts } from './texts.tsx';

/** A partition's directory: where its log stands, and the way to a record. */
export function DirectoryView({ directory }: { directory: string }) {
  const texts = useStorageTexts();
  const { listing } = useDisk();
  const lookAt = useLookAt();
  const inside = (listing?.files ?? []).filter(({ path }) => path.startsWith(`${directory}/`));
  const places = listing?.partitions.find((partition) => partition.directory === directory) ?? null;
  if (inside.length === 0) return <ProblemText problem={{ kind: 'no-file', path: directory }} />;
  const size = inside.reduce((sum, file) => sum + file.sizeInBytes, 0);
  return (
    <article className="directory-view">
      <header className="file-head">
        <div className="crumbs">
          <button type="button" className="link" onClick={() => lookAt('')}>
            {texts.root}
          </button>
          <span aria-hidden="true">/</span>
          <h2 className="mono">{directory}</h2>
          <span className="quiet">
            {bytesText(size)} · {texts.files(inside.length)}
          </span>
          <span className="spacer" />
          <DownloadButton path={directory} label={texts.downloadTar(directory)} text={`${texts.download} .tar`} />
        </div>
      </header>
      <RecoveryNote directory={directory} />
      {places !== null && <OffsetRuler places={places} files={inside} />}
      <LookupPanel directory={directory} />
    </article>
  );
}
