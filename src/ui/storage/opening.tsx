import { createContext, use, useState } from 'react';
import { assert } from '../../base/assert.ts';
import { usePage } from '../../store/page.ts';
import type { ChosenFile, DiskProblem } from '../../worker/protocol/disk.ts';
import { useDriver } from '../driver-context.tsx';

export interface OpeningFiles {
  readonly busy: boolean;
  open(name: string, files: readonly ChosenFile[]): Promise<void>;
}

export const OpeningContext = createContext<OpeningFiles | null>(null);

export function useOpening(): OpeningFiles {
  const opening = use(OpeningContext);
  assert(opening !== null, 'useOpening outside of OpeningContext');
  return opening;
}

export function useOpenFiles(tell: (problem: DiskProblem | null) => void): OpeningFiles {
  const driver = useDriver();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async open(name, files) {
      tell(null);
      setBusy(true);
      const opened = await driver.disk('diskOpen', { name, files });
      setBusy(false);
      if (opened === null) return;
      if (opened.ok) usePage.getState().addOpened(opened.value);
      else tell(opened.problem);
    },
  };
}
