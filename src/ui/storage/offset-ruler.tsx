import { useState } from 'react';
import { layOutRuler, type MarkName, type Ruler, type RulerMark } from '../../diagram/storage/ruler.ts';
import type { StorageTexts } from '../../i18n/storage.ts';
import type { DiskFileEntry, PartitionPlaces } from '../../worker/protocol/disk.ts';
import { compactQuery, useMedia } from '../use-media.ts';
import { useLookAt } from './disk-context.tsx';
import { useStorageTexts } from './texts.tsx';

const marks: readonly MarkName[] = [
  'logStartOffset',
  'cleanerOffset',
  'recoveryPoint',
  'durableOffset',
  'highWatermark',
  'logEndOffset',
];

/** The log along its offsets: segments, what is committed and flushed, where the cleaner stands. */
export function OffsetRuler({ places, files }: { places: PartitionPlaces; files: readonly DiskFileEntry[] }) {
  const { places: texts } = useStorageTexts();
  const compact = useMedia(compactQuery);
  const segments = files.flatMap(({ path }) => {
    const digits = /(\d{20})\.log$/.exec(path)?.[1];
    return digits === undefined ? [] : [{ path, baseOffset: Number(digits) }];
  });
  const known = marks.flatMap((name) => places[name] ?? []);
  const bases = segments.map(({ baseOffset }) => baseOffset);
  const end = places.logEndOffset ?? Math.max(0, ...known, ...bases.slice(-1).map((base) => base + 1));
  const ruler = layOutRuler({ segments: bases, end, offsets: places }, compact ? 46 : 20);
  return (
    <section className="ruler-section">
      <h3>{texts.title}</h3>
      <RulerPicture ruler={ruler} paths={segments.map(({ path }) => path)} texts={texts} />
      <dl className="places">
        {marks.map((name) => (
          <div key={name}>
            <dt>{texts[name]}</dt>
            <dd>
              <code>{places[name] ?? texts.unknown}</code>
              <span className="quiet">
                {name === 'cleanerOffset' && places[name] === null ? texts.noCleaner : texts.texts[name]}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{texts.toldBy[places.toldBy]}</p>
    </section>
  );
}

interface PictureProps {
  readonly ruler: Ruler;
  readonly paths: readonly string[];
  readonly texts: StorageTexts['places'];
}

function RulerPicture({ ruler, paths, texts }: PictureProps) {
  const lookAt = useLookAt();
  const [touched, setTouched] = useState<number | null>(null);
  const { segments, clean, dirty, lanes } = ruler;
  return (
    <div className="ruler">
      <div className="ruler-segments">
        {segments.map(({ baseOffset, from, width }, i) => (
          <button
            key={baseOffset}
            type="button"
            className={i === segments.length - 1 ? 'segment active' : 'segment'}
            style={{ left: `${from}%`, width: `${width}%` }}
            title={`${texts.segment(baseOffset)}${i === segments.length - 1 ? ` · ${texts.active}` : ''}`}
            aria-label={texts.segment(baseOffset)}
            onClick={() => lookAt(paths[i] ?? '')}
            onPointerEnter={() => setTouched(baseOffset)}
            onPointerLeave={() => setTouched(null)}
            data-touched={touched === baseOffset}
          >
            {width > 9 && baseOffset}
          </button>
        ))}
        {clean !== null && <i className="clean" style={{ left: `${clean.from}%`, width: `${clean.width}%` }} />}
        {dirty !== null && <i className="dirty" style={{ left: `${dirty.from}%`, width: `${dirty.width}%` }} />}
      </div>
      <div className="ruler-marks" style={{ height: `${lanes * 18 + 6}px` }}>
        {ruler.marks.map((mark) => (
          <Mark key={mark.name} mark={mark} name={texts[mark.name]} />
        ))}
      </div>
      {(clean !== null || dirty !== null) && (
        <ul className="ruler-legend">
          <li className="clean">{texts.clean}</li>
          <li className="dirty">{texts.dirty}</li>
        </ul>
      )}
    </div>
  );
}

function Mark({ mark, name }: { mark: RulerMark; name: string }) {
  const { at, lane, toLeft, offset } = mark;
  const place = toLeft ? { right: `${100 - at}%` } : { left: `${at}%` };
  return (
    <span
      className={`mark ${mark.name}${toLeft ? ' to-left' : ''}`}
      style={{ ...place, paddingTop: `${lane * 18 + 4}px` }}
    >
      {name} {offset}
    </span>
  );
}
