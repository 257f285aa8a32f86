import { memo, use, useDeferredValue, useId, useMemo, useState } from 'react';
import { encodeUtf8 } from '../../base/utf8.ts';
import { NumberField } from '../acts/fields.tsx';
import { Say } from '../say.tsx';
import { KeyMoves } from './key-moves.tsx';
import { KeySpreadTable } from './key-spread.tsx';
import { spreadKeys } from './key-table.ts';
import { type PastedKeys, parseKeys, pasteLimits } from './parse-keys.ts';
import { sampleKeys } from './sample-keys.ts';
import { useTopicTexts } from './texts.tsx';

/** The producer's own hash. Only this panel of the page needs it, so it comes with the panel. */
const hashing = import('../../kafka/record/murmur2.ts');

/** Of this panel; Kafka has no limit of its own. */
const mostPartitions = 500;

interface PasteKeysProps {
  readonly topic: string | null;
  /** Of the topic at this moment. */
  readonly partitions: number;
  /** Place of the topic's first partition among all, for the colours. */
  readonly firstIndex: number;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Which partition each of a list of keys goes to, how evenly they spread, which move when partitions are added. */
export const PasteKeys = memo(function PasteKeys({ topic, partitions, firstIndex, text, onText }: PasteKeysProps) {
  const { paste } = useTopicTexts();
  const [before, setBefore] = useState<number | null>(null);
  const [after, setAfter] = useState<number | null>(null);
  const now = before ?? Math.max(1, partitions);
  const then = after ?? (isCount(now) ? now + 1 : Number.NaN);
  const { pasted, hashes } = useHashes(text);
  const [p, q] = [useLastCount(now), useLastCount(then)];
  const spreadNow = useMemo(() => spreadKeys(hashes, p), [hashes, p]);
  const spreadThen = useMemo(() => spreadKeys(hashes, q), [hashes, q]);
  return (
    <div className="paste-keys">
      <section className="paste-input" aria-label={paste.keys}>
        <KeysField text={text} onText={onText} pasted={pasted} />
        <div className="counts">
          <NumberField
            name={paste.before}
            hint={isCount(now) ? (topic === null ? '' : paste.ofTopic(topic, partitions)) : paste.range(mostPartitions)}
            value={now}
            onChange={setBefore}
          />
          <NumberField
            name={paste.after}
            hint={isCount(then) ? '' : paste.range(mostPartitions)}
            value={then}
            onChange={setAfter}
          />
        </div>
        <p className="quiet">
          <Say words={paste.rule} />
        </p>
      </section>
      <div className="paste-answer">
        {pasted.keys.length === 0 ? (
          <p className="quiet">{paste.empty}</p>
        ) : (
          <>
            <KeySpreadTable before={spreadNow} after={spreadThen} keys={pasted.keys.length} firstIndex={firstIndex} />
            <KeyMoves pasted={pasted} before={spreadNow} after={spreadThen} />
          </>
        )}
      </div>
    </div>
  );
});

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= mostPartitions;

/** What was typed last that is a number of partitions. */
function useLastCount(value: number): number {
  const [last, setLast] = useState(isCount(value) ? value : 1);
  if (isCount(value) && value !== last) setLast(value);
  return isCount(value) ? value : last;
}

/** Typing goes on while a long list is read: the answer follows when there is time. */
function useHashes(text: string): { readonly pasted: PastedKeys; readonly hashes: readonly number[] } {
  const { murmur2, toPositive } = use(hashing);
  const read = useDeferredValue(text);
  return useMemo(() => {
    const pasted = parseKeys(read);
    return { pasted, hashes: pasted.keys.map((key) => toPositive(murmur2(encodeUtf8(key)))) };
  }, [read, murmur2, toPositive]);
}

interface KeysFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly pasted: PastedKeys;
}

function KeysField({ text, onText, pasted }: KeysFieldProps) {
  const { paste } = useTopicTexts();
  const id = useId();
  const { keys, lines, tooLong, tooMany, cut } = pasted;
  const most = (value: number) => value.toLocaleString(document.documentElement.lang);
  return (
    <div className="field">
      <label className="name" htmlFor={id}>
        {paste.keys}
      </label>
      <textarea
        id={id}
        aria-describedby={`${id}-hint ${id}-read`}
        className="input mono"
        value={text}
        rows={12}
        wrap="off"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
      />
      <span className="actions">
        <button type="button" className="btn" onClick={() => onText(sampleKeys())}>
          {paste.sample}
        </button>
        <button type="button" className="btn" disabled={text === ''} onClick={() => onText('')}>
          {paste.clear}
        </button>
      </span>
      <p id={`${id}-read`} className="read" role="status">
        {keys.length > 0 && <span>{paste.read(keys.length, lines)}</span>}
        {tooLong > 0 && <span className="left-out">{paste.tooLong(tooLong, most(pasteLimits.keyLength))}</span>}
        {tooMany > 0 && <span className="left-out">{paste.tooMany(tooMany, most(pasteLimits.keys))}</span>}
        {cut && <span className="left-out">{paste.cut(most(pasteLimits.text))}</span>}
      </p>
      <p id={`${id}-hint`} className="hint">
        <Say words={paste.hint(most(pasteLimits.keys), most(pasteLimits.keyLength))} />
      </p>
    </div>
  );
}
