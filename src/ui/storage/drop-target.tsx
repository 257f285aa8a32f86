import { type DragEvent, type ReactNode, useState } from 'react';
import type { DiskProblem } from '../../worker/protocol/disk.ts';
import { chosenFromDrop } from './chosen-files.ts';
import { OpeningContext, useOpenFiles } from './opening.tsx';
import { ProblemText } from './problem-text.tsx';
import { useStorageTexts } from './texts.tsx';

/** The lens takes what is dropped on it: a folder, a .tar, files. */
export function DropTarget({ children }: { children: ReactNode }) {
  const texts = useStorageTexts();
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<DiskProblem | null>(null);
  const opening = useOpenFiles(setProblem);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const onDragOver = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (!carriesFiles(event)) return;
    event.preventDefault();
    void chosenFromDrop(event.dataTransfer).then(({ name, files }) => opening.open(name, files));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons in the bar do the same without a pointer
    <div
      className="storage"
      data-over={over}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <OpeningContext value={opening}>
        {children}
        {opening.busy && <p className="quiet">{texts.open.reading}</p>}
        {problem !== null && <ProblemText problem={problem} />}
      </OpeningContext>
    </div>
  );
}
