import { useState } from 'react';
import type { DiskProblem } from '../../worker/protocol/disk.ts';
import { useDriver } from '../driver-context.tsx';
import { useDisk } from './disk-context.tsx';
import { saveAs } from './download.ts';
import { ProblemText } from './problem-text.tsx';

interface Props {
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

/** A file as it is, or a directory as .tar. */
export function DownloadButton({ path, label, text }: Props) {
  const { source } = useDisk();
  const driver = useDriver();
  const [problem, setProblem] = useState<DiskProblem | null>(null);
  const download = async () => {
    const answer = await driver.disk('diskDownload', { source, path });
    if (answer === null) return;
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) saveAs(answer.value.name, answer.value.bytes);
  };
  return (
    <>
      <button type="button" className="btn" aria-label={label} onClick={() => void download()}>
        {text}
      </button>
      {problem !== null && <ProblemText problem={problem} />}
    </>
  );
}
