import { useRef, useState } from 'react';
import { usePage } from '../../store/page.ts';
import { selectDiskPosition } from '../../store/selectors.ts';
import { compactQuery, useMedia } from '../use-media.ts';
import { BytePanel, HexLegend } from './byte-panel.tsx';
import { useDisk } from './disk-context.tsx';
import { bytesAWindow, HexView } from './hex-view.tsx';
import { ProblemText } from './problem-text.tsx';
import { useStorageTexts } from './texts.tsx';
import { useAnswer } from './use-answer.ts';
import { WriteByte } from './write-byte.tsx';

/** The bytes of a file beside what they mean. */
export function BytesView({ path }: { path: string }) {
  const texts = useStorageTexts();
  const { source, moment } = useDisk();
  const [from, setFrom] = useState(0);
  const [pointed, setPointed] = useState<number | null>(null);
  const chosen = usePage(selectDiskPosition);
  const compact = useMedia(compactQuery);
  const { value: window, problem } = useAnswer('diskBytes', { source, path, from, count: bytesAWindow }, moment);
  if (problem !== null) return <ProblemText problem={problem} />;
  if (window === null) return <p className="quiet">{texts.loading}</p>;
  if (window.sizeInBytes === 0) return <p className="quiet">{texts.bytes.empty}</p>;
  const position = Math.min(chosen ?? 0, window.sizeInBytes - 1);
  return (
    <div className="bytes-view">
      <div className="hex-side">
        <HexView
          file={path}
          window={window}
          position={position}
          onMove={usePage.getState().chooseByte}
          onPoint={setPointed}
          pointed={pointed}
          onWindow={setFrom}
          columns={compact ? 8 : 16}
        />
        <HexLegend />
      </div>
      <div className="panel-side">
        <GoTo size={window.sizeInBytes} />
        <BytePanel window={window} position={pointed ?? position} />
        <WriteByte path={path} position={position} window={window} />
      </div>
    </div>
  );
}

function GoTo({ size }: { size: number }) {
  const { bytes } = useStorageTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <form
      className="go-to"
      onSubmit={(event) => {
        event.preventDefault();
        const to = input.current?.valueAsNumber ?? Number.NaN;
        if (Number.isInteger(to)) usePage.getState().chooseByte(Math.max(0, Math.min(size - 1, to)));
      }}
    >
      <input
        ref={input}
        className="input mono"
        type="number"
        min={0}
        max={size - 1}
        aria-label={bytes.goTo}
        placeholder={bytes.goTo}
      />
      <button type="submit" className="btn">
        {bytes.go}
      </button>
    </form>
  );
}
