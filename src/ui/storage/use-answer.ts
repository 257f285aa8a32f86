import { useEffect, useState } from 'react';
import type { Snapshot } from '../../sim/snapshot.ts';
import type { DiskAnswer, DiskCalls, DiskProblem } from '../../worker/protocol/disk.ts';
import { useDriver } from '../driver-context.tsx';

type AnsweringCall = {
  [N in keyof DiskCalls]: DiskCalls[N]['result'] extends DiskAnswer<unknown> ? N : never;
}[keyof DiskCalls];
type ValueOf<N extends AnsweringCall> = Extract<DiskCalls[N]['result'], { readonly ok: true }>['value'];

export interface Asked<N extends AnsweringCall> {
  /** The newest answer; it may be that of the question before. */
  readonly value: ValueOf<N> | null;
  readonly problem: DiskProblem | null;
  /** What was asked for it. */
  readonly params: DiskCalls[N]['params'] | null;
}

/**
 * Asks the worker, and once more at every `moment`. The old answer stays until the new one is there, so that nothing
 * flickers; what must not outlive its question is keyed by it.
 */
export function useAnswer<N extends AnsweringCall>(
  name: N,
  params: DiskCalls[N]['params'] | null,
  moment: Snapshot | null,
): Asked<N> {
  const driver = useDriver();
  const [asked, setAsked] = useState<Asked<N>>({ value: null, problem: null, params: null });
  const question = JSON.stringify(params);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` is `params` by value; a later moment is another answer
  useEffect(() => {
    let wanted = true;
    if (params === null) return;
    void driver.disk(name, params).then((result) => {
      // Every answer of these calls is one of two shapes: the type says so by its name.
      const answer = result as DiskAnswer<ValueOf<N>> | null;
      if (!wanted || answer === null) return;
      if (answer.ok) setAsked({ value: answer.value, problem: null, params });
      else setAsked({ value: null, problem: answer.problem, params });
    });
    return () => {
      wanted = false;
    };
  }, [driver, name, question, moment]);
  return asked;
}
