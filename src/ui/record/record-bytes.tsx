import { Suspense, use, useState } from 'react';
import type { Deserialized } from '../../kafka/config/deserializers.ts';
import type { SerializerName } from '../../kafka/config/serializers.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { testIds } from '../test-ids.ts';
import { isUtf8 } from './bytes-text.ts';

interface Props {
  readonly part: 'key' | 'value';
  readonly bytes: Uint8Array | null;
  readonly topic: string;
  readonly view: Snapshot;
}

type Deserialize = (name: SerializerName, bytes: Uint8Array) => Deserialized;

const names: readonly SerializerName[] = ['string', 'integer', 'long', 'json', 'bytes'];

let loading: Promise<Deserialize> | null = null;

/** Fetched with the first record that somebody looks at. */
function loadDeserialize(): Promise<Deserialize> {
  loading ??= import('../../kafka/config/deserializers.ts').then(({ deserialize }) => deserialize);
  return loading;
}

/** A key or a value as a consumer with the chosen deserializer would get it. */
export function RecordBytes({ part, bytes, topic, view }: Props) {
  const { inspector, acts } = useMessages();
  const texts = inspector.record;
  const [chosen, choose] = useState<SerializerName | null>(null);
  const name = chosen ?? serializerOf(view, topic, part) ?? (bytes === null || isUtf8(bytes) ? 'string' : 'bytes');
  return (
    <section>
      <div className="section-head">
        <h3>{texts[part]}</h3>
        {bytes !== null && (
          <select
            className="input small"
            aria-label={`${part}.deserializer`}
            value={name}
            onChange={(event) => choose(names.find((it) => it === event.target.value) ?? null)}
          >
            {names.map((it) => (
              <option key={it} value={it}>
                {acts.producer.serializers[it]}
              </option>
            ))}
          </select>
        )}
      </div>
      {bytes === null ? (
        <div className="bytes" data-testid={testIds[part]}>
          {part === 'key' ? texts.null : texts.tombstone}
        </div>
      ) : (
        <Suspense>
          <Read part={part} name={name} bytes={bytes} />
        </Suspense>
      )}
    </section>
  );
}

function Read({ part, name, bytes }: Pick<Props, 'part'> & { name: SerializerName; bytes: Uint8Array }) {
  const read = use(loadDeserialize())(name, bytes);
  if (read.ok) {
    return (
      <div className="bytes" data-testid={testIds[part]}>
        {read.text}
      </div>
    );
  }
  return (
    <p className="warning">
      <code>SerializationException</code>: {read.message}
    </p>
  );
}

/** Nothing in the record says it: what a producer of the topic writes today; null: none says. */
function serializerOf({ producers }: Snapshot, topic: string, part: 'key' | 'value'): SerializerName | null {
  const name = part === 'key' ? 'keySerializer' : 'valueSerializer';
  return producers.find((it) => it.topic === topic && it.record?.[name] !== undefined)?.record?.[name] ?? null;
}
