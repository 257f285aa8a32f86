import { useState } from 'react';
import type { ByteWindow } from '../../worker/protocol/disk.ts';
import { ActForm } from '../acts/act.tsx';
import { TextField } from '../acts/fields.tsx';
import { useDisk } from './disk-context.tsx';
import { byteAt, byteText } from './hex-layout.ts';
import { useStorageTexts } from './texts.tsx';

interface Props {
  readonly path: string;
  readonly position: number;
  readonly window: ByteWindow;
}

/** A byte on the disk of a broker that is down can be overwritten by hand. */
export function WriteByte({ path, position, window }: Props) {
  const texts = useStorageTexts();
  const { owner, listing, source } = useDisk();
  const isBroker = source.kind === 'run' && path.includes('/');
  if (!isBroker || owner.kind !== 'node' || listing === null) return null;
  const byte = byteAt(window, position);
  return (
    <section className="write-byte">
      <h3>{texts.write.title}</h3>
      {listing.writable && byte !== null ? (
        <WriteForm key={position} broker={owner.node} path={path} position={position} byte={byte} />
      ) : (
        <p className="quiet">{texts.write.running(owner.node)}</p>
      )}
    </section>
  );
}

interface FormProps {
  readonly broker: number;
  readonly path: string;
  readonly position: number;
  readonly byte: number;
}

function WriteForm({ broker, path, position, byte }: FormProps) {
  const { write } = useStorageTexts();
  // One flipped bit: what a failing disk does.
  const [text, setText] = useState(byteText(byte ^ 1));
  const valid = /^[0-9a-f]{2}$/i.test(text);
  const value = valid ? Number.parseInt(text, 16) : 0;
  return (
    <ActForm command={{ do: 'write-byte', broker, path, position, value }} submit={write.act} disabled={!valid} danger>
      <p className="quiet">{write.text}</p>
      <TextField name={write.value} value={text} onChange={setText} {...(valid ? {} : { hint: write.badValue })} />
    </ActForm>
  );
}
