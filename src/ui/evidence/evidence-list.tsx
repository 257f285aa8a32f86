import { useEffect, useState } from 'react';
import type { EvidenceTexts } from '../../i18n/evidence.ts';
import type { Words } from '../../i18n/words.ts';
import type { EvidenceEntry } from '../../sim/evidence/entries.ts';
import type { EvidenceCounts } from '../../sim/snapshot.ts';
import type { EvidenceDetails, StoodStill } from '../../sim/view/evidence-views.ts';
import { usePage } from '../../store/page.ts';
import { selectEvidence } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { clockText, durationText } from '../format.ts';
import { Say } from '../say.tsx';
import { useCalmMoment } from '../use-calm-moment.ts';
import { useEvidenceTexts } from './texts.ts';
import './evidence-list.css';

interface Item {
  readonly id: string;
  readonly atUs: number;
  readonly words: Words;
  readonly open: () => void;
}

interface Topic {
  readonly id: keyof EvidenceTexts['numbers'];
  readonly number: string;
  readonly isCalm: boolean;
  readonly items: readonly Item[];
}

/** Every number with the evidence behind it, as of the newest calm moment. */
export function EvidenceList() {
  const texts = useEvidenceTexts();
  const counts = usePage(selectEvidence);
  const details = useEvidence();
  const driver = useDriver();
  if (counts === null) return null;
  return (
    <ul className="numbers">
      {topicsOf(texts, counts, details, (atUs) => void driver.seek(atUs)).map(({ id, number, isCalm, items }) => (
        <li key={id}>
          <details name="evidence-of">
            <summary className={isCalm ? 'calm' : undefined}>
              <span>{texts.numbers[id]}</span> <b>{number}</b>
            </summary>
            <p>
              <Say words={texts.meaning[id]} />
            </p>
            {items.length === 0 ? <p className="none">{texts.none}</p> : <Items texts={texts} items={items} />}
          </details>
        </li>
      ))}
    </ul>
  );
}

function useEvidence(): EvidenceDetails | null {
  const driver = useDriver();
  const moment = useCalmMoment();
  const [details, setDetails] = useState<EvidenceDetails | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment is why to ask again
  useEffect(() => {
    let wanted = true;
    void driver.evidence().then((answer) => {
      if (wanted && answer !== null) setDetails(answer);
    });
    return () => {
      wanted = false;
    };
  }, [driver, moment]);
  return details;
}

function Items({ texts, items }: { texts: EvidenceTexts; items: readonly Item[] }) {
  return (
    <ol>
      {items.map(({ id, atUs, words, open }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => {
              document.getElementById('evidence')?.hidePopover();
              open();
            }}
          >
            <span className="when">
              <span className="visually-hidden">{texts.at} </span>
              {clockText(atUs)}
            </span>
            <span>
              <Say words={words} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function topicsOf(
  texts: EvidenceTexts,
  counts: EvidenceCounts,
  details: EvidenceDetails | null,
  seek: (atUs: number) => void,
): Topic[] {
  const records = (
    id: keyof EvidenceTexts['numbers'] & EvidenceEntry['kind'],
    number: number,
    tell: (entry: EvidenceEntry) => Words,
  ): Topic => {
    const items = (details?.entries[id] ?? []).map((entry, at) => itemOf(entry, at, tell(entry)));
    return { id, number: String(number), isCalm: number === 0, items };
  };
  const times = (id: 'unavailable' | 'stood-still', us: number, items: readonly Item[]): Topic => ({
    id,
    number: us === 0 ? '0' : durationText(us),
    isCalm: us === 0,
    items,
  });
  const tell = (entry: EvidenceEntry): Words => sentenceOf(entry, texts);
  return [
    records('lost', counts.acknowledgedLost, tell),
    records('duplicated', counts.duplicated, tell),
    records('reordered', counts.reordered, tell),
    times('unavailable', counts.unavailableUs, unavailableItems(texts, details, seek)),
    times('stood-still', counts.stoodStillUs, stoodStillItems(texts, details, seek)),
    records('processed-twice', counts.processedTwice, tell),
    records('skipped', counts.skipped, tell),
    records('out-of-order', counts.outOfOrder, tell),
  ];
}

/** A record opens with its biography. */
function itemOf(entry: EvidenceEntry, at: number, words: Words): Item {
  const { topic, partition, atUs } = entry;
  const open = () => {
    if (!('first' in entry)) return;
    const { view, showRecord } = usePage.getState();
    const known = view?.partitions.find((it) => it.topic === topic && it.partition === partition);
    const broker = known === undefined ? 0 : known.leader >= 0 ? known.leader : (known.replicas[0]?.broker ?? 0);
    showRecord({ topic, partition, offset: entry.first, epoch: Math.max(0, entry.epoch), broker });
  };
  return { id: `${atUs}-${at}`, atUs, words, open };
}

type Teller = { readonly [K in EvidenceEntry['kind']]: (entry: Extract<EvidenceEntry, { kind: K }>) => Words };

function sentenceOf(entry: EvidenceEntry, { items }: EvidenceTexts): Words {
  // The checker sees here that every kind of entry has a sentence that understands its fields.
  const teller: Teller = { ...items, unavailable: (it) => items.unavailable({ ...it, took: '' }) };
  const tell = teller[entry.kind] as (entry: EvidenceEntry) => Words;
  return tell(entry);
}

function unavailableItems(texts: EvidenceTexts, details: EvidenceDetails | null, seek: (atUs: number) => void): Item[] {
  if (details === null) return [];
  const now = details.unavailableNow.map((it) => ({ ...it, fromUs: it.sinceUs, atUs: details.atUs }));
  const over = (details.entries.unavailable ?? []).flatMap((it) => (it.kind === 'unavailable' ? [it] : []));
  return [...now, ...over].map(({ topic, partition, fromUs, atUs }, at) => ({
    id: `${fromUs}-${at}`,
    atUs: fromUs,
    words: texts.items.unavailable({ topic, partition, took: durationText(atUs - fromUs) }),
    open: () => seek(fromUs),
  }));
}

function stoodStillItems(texts: EvidenceTexts, details: EvidenceDetails | null, seek: (atUs: number) => void): Item[] {
  return (details?.stoodStill ?? []).map((it: StoodStill, at) => ({
    id: `${it.fromUs}-${at}`,
    atUs: it.fromUs,
    words: texts.items.stoodStill({ ...it, took: durationText((it.toUs ?? details?.atUs ?? 0) - it.fromUs) }),
    open: () => seek(it.fromUs),
  }));
}
