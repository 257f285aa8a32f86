import type { Run } from '../timeline.ts';
import type { Update } from '../update.ts';
import { type Onlooker, playOn, replayFrom } from './replay.ts';

export type LookBackAnswer =
  | { readonly kind: 'working' }
  /** Everything up to that moment, oldest first; of very much the latest. */
  | { readonly kind: 'told'; readonly updates: readonly Update[] }
  /** The run lost bytes on its way through storage: what it would tell once more is not what happened. */
  | { readonly kind: 'lost' };

export interface LookBackWork {
  /** Until it is told, or `stop`, asked every 256 events, wants a pause. */
  goOn(stop: () => boolean): LookBackAnswer;
}

/** So many updates; of a longer run the latest. */
const maxUpdates = 20_000;

/** What a run that came back from storage told before, up to the end of the moment `untilUs`, by playing it again. */
export function lookBack(run: Run, untilUs: number, isWhole: boolean): LookBackWork {
  const replay = isWhole ? replayFrom(run, null) : null;
  let updates: Update[] = [];
  const onlooker: Onlooker = {
    before: () => undefined,
    after(s) {
      updates.push(...s.updates);
      if (updates.length > 2 * maxUpdates) updates = updates.slice(-maxUpdates);
      return false;
    },
  };
  return {
    goOn(stop) {
      if (replay === null) return { kind: 'lost' };
      if (playOn(replay, untilUs, onlooker, stop) === 'paused') return { kind: 'working' };
      return { kind: 'told', updates: updates.slice(-maxUpdates) };
    },
  };
}
