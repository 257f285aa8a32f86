import type { StateCreator } from 'zustand';
import type { DocumentProblem } from '../scenario/problem.ts';
import type { BrokenPromise, StorageState, StoredRunInfo } from '../worker/protocol.ts';
import type { PageState } from './page-state.ts';

/** Something the page has to say beside the story, as data: the words are found where it is shown. */
export type NoticeBody =
  | { readonly kind: 'link-copied' }
  | { readonly kind: 'bad-link'; readonly problem: DocumentProblem }
  /** The run has become too large for a link. */
  | { readonly kind: 'no-link'; readonly problem: DocumentProblem }
  | { readonly kind: 'unknown-parameters'; readonly names: readonly string[] }
  /** A document or an act that the engine does not take. */
  | { readonly kind: 'bad-document'; readonly problem: DocumentProblem | null; readonly message: string }
  /** From now on the run is kept in memory only. */
  | { readonly kind: 'memory'; readonly reason: MemoryReason }
  | { readonly kind: 'stored-run'; readonly run: StoredRunInfo }
  | { readonly kind: 'resumed'; readonly damaged: boolean }
  /** The engine did what Kafka would not: a mistake of ours. */
  | { readonly kind: 'broken-promise'; readonly broken: BrokenPromise; readonly seed: number };

type MemoryReason = Extract<StorageState, { kind: 'memory' }>['reason'];

export type Notice = NoticeBody & { readonly id: number };

export interface NoticesSlice {
  readonly notices: readonly Notice[];
  notify(body: NoticeBody): void;
  dismiss(id: number): void;
  dismissKind(kind: Notice['kind']): void;
}

const most = 4;

export const createNoticesSlice: StateCreator<PageState, [], [], NoticesSlice> = (set) => ({
  notices: [],
  notify: (body) =>
    set(({ notices }) => {
      const id = (notices.at(-1)?.id ?? 0) + 1;
      const others = notices.filter((notice) => notice.kind !== body.kind);
      return { notices: [...others, { ...body, id }].slice(-most) };
    }),
  dismissKind: (kind) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.kind !== kind) })),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
});
