import type { StorageTexts } from '../../i18n/storage.ts';
import type { DiskProblem } from '../../worker/protocol/disk.ts';
import { bytesText } from '../format.ts';
import { useStorageTexts } from './texts.tsx';

/** One sentence: which file, which byte, why. */
export function ProblemText({ problem }: { problem: DiskProblem }) {
  const texts = useStorageTexts();
  return (
    <p className="problem" role="alert">
      <b>{texts.problems.title}.</b> {problemText(problem, texts.problems)}
    </p>
  );
}

function problemText(problem: DiskProblem, texts: StorageTexts['problems']): string {
  switch (problem.kind) {
    case 'no-directory':
      return texts.noDirectory;
    case 'no-file':
      return texts.noFile(problem.path);
    case 'unreadable':
      return texts.unreadable(problem.path);
    case 'too-large':
      return texts.tooLarge(problem.path, bytesText(problem.sizeInBytes), bytesText(problem.limit));
    case 'too-many':
      return texts.tooMany(problem.files, problem.limit);
    case 'not-tar':
      return texts.notTar(problem.path, problem.why);
    case 'nothing':
      return texts.nothing(problem.path);
  }
}
