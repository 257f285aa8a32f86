import type { RecoveredLog } from '../../worker/protocol/disk.ts';
import { Say } from '../say.tsx';
import { useDisk, useLookAt } from './disk-context.tsx';
import { useStorageTexts } from './texts.tsx';

interface Props {
  /** Only of this partition's directory. */
  readonly directory?: string;
  /** Only when this file was cut or deleted. */
  readonly file?: string;
}

/** What the broker's last start cut, while that is still the last start. */
export function RecoveryNote({ directory, file }: Props) {
  const { recovery: texts } = useStorageTexts();
  const { listing } = useDisk();
  const found = (listing?.recoveries ?? []).filter(
    (recovered) =>
      (directory === undefined || recovered.directory === directory) &&
      (file === undefined || recovered.cut?.file === file || recovered.deletedSegments.includes(file)),
  );
  if (found.length === 0) return null;
  return (
    <section className="recovery">
      <h3>{texts.title}</h3>
      {found.map((recovered) => (
        <Recovered key={recovered.directory} recovered={recovered} named={directory === undefined} />
      ))}
    </section>
  );
}

function Recovered({ recovered, named }: { recovered: RecoveredLog; named: boolean }) {
  const { recovery: texts } = useStorageTexts();
  const lookAt = useLookAt();
  const { directory, cut, deletedSegments, recordsLost, logEndOffset } = recovered;
  return (
    <p>
      {named && (
        <>
          <button type="button" className="link" onClick={() => lookAt(directory)}>
            <code>{directory}</code>
          </button>{' '}
        </>
      )}
      {cut === null ? (
        texts.none
      ) : (
        <>
          <Say words={texts.cut(cut.bytes, cut.file, cut.position)} /> {texts.reasons[cut.reason]}
        </>
      )}{' '}
      {deletedSegments.length > 0 && <>{texts.deleted(deletedSegments)} </>}
      {recordsLost > 0 && <Say words={texts.lost(recordsLost, logEndOffset)} />}
    </p>
  );
}
