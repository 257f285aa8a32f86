import type { RunDocument } from '../scenario/document.ts';
import type { DocumentProblem } from '../scenario/problem.ts';
import type { BiographyAnswer } from '../sim/biography/biography.ts';
import type { RecordName } from '../sim/biography/biography-line.ts';
import type { LookBackAnswer } from '../sim/biography/look-back.ts';
import type { Command } from '../sim/command.ts';
import type { ServerLogLine } from '../sim/server-log/server-log.ts';
import type { RecordDetail, Snapshot } from '../sim/snapshot.ts';
import type { Update } from '../sim/update.ts';
import type { EvidenceDetails } from '../sim/view/evidence-views.ts';
import type { GroupDetails } from '../sim/view/group-details.ts';
import type { ProducerDetail } from '../sim/view/producer-detail.ts';
import type { TraceAnswer } from '../sim/view/rebalance-trace.ts';
import type { ResetPreview } from '../sim/view/reset-preview.ts';
import type { DiskCalls } from './protocol/disk.ts';

export type RunId = string;

/** Where the run's copy is kept. `memory` says why it is not stored. */
export type StorageState =
  | { readonly kind: 'stored'; readonly pendingBytes: number }
  | {
      readonly kind: 'memory';
      readonly reason: 'no-indexeddb' | 'no-web-locks' | 'other-tab' | 'quota' | 'failed' | 'off';
    };

/** One frame of the page: what changed and what to draw. */
export interface Frame {
  readonly runId: RunId;
  readonly snapshot: Snapshot;
  readonly updates: readonly Update[];
  /** Commands given so far; grows with acts, shrinks with undo and reset. */
  readonly commands: number;
  readonly storage: StorageState;
  /** The first promise of Kafka's that the engine broke in this run, if any: a mistake of ours. */
  readonly broken: BrokenPromise | null;
}

export interface BrokenPromise {
  readonly promise: string;
  readonly detail: string;
  readonly atUs: number;
  /** Events since the start of the run. */
  readonly step: number;
}

export interface OpenedRun {
  readonly runId: RunId;
  readonly hash: string;
  readonly document: RunDocument;
  readonly frame: Frame;
  /**
   * The run came back from storage. `damaged`: stored bytes did not match, so it no longer equals its link. `restored`: its
   * updates tell nothing from before this moment; else it was played again.
   */
  readonly resumed: false | { readonly damaged: boolean; readonly restored: boolean };
}

export interface StoredRunInfo {
  readonly runId: RunId;
  /** Wall-clock milliseconds since 1970. */
  readonly savedAtMs: number;
  readonly document: RunDocument;
}

/** Which lines of the servers' logs are wanted. */
export interface ServerLogFilter {
  /** null: of every node. */
  readonly node: number | null;
  /** This level and those above. */
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** Somewhere in the message or in the logger's name, in whatever case; '' for all. */
  readonly text: string;
}

export interface ServerLogPage {
  /** The newest that fit the filter, newest first; what lies after the run's moment is written again by going there. */
  readonly lines: readonly ServerLogLine[];
  readonly matching: number;
  readonly kept: number;
}

/** Every call of the page to the host: parameters and result by name. Each call can fail with a CallError. */
export interface Calls extends DiskCalls {
  /** Opens a document: resumes the stored run when it is the same one, else runs to its moment. Paused. */
  open: { readonly params: { readonly document: RunDocument; readonly store: boolean }; readonly result: OpenedRun };
  /** The run stored last, or the one that is named; null when there is none. */
  resume: { readonly params: { readonly storedRun?: RunId }; readonly result: OpenedRun | null };
  /** What could be resumed, newest first. */
  storedRuns: { readonly params: Record<string, never>; readonly result: readonly StoredRunInfo[] };
  /** Runs `simulatedUs` on, or as far as `budgetMs` of wall time allows, and returns what to draw. */
  frame: {
    readonly params: { readonly runId: RunId; readonly simulatedUs: number; readonly budgetMs: number };
    readonly result: Frame;
  };
  act: { readonly params: { readonly runId: RunId; readonly command: Command }; readonly result: Frame };
  /** To just after the next event. */
  step: { readonly params: { readonly runId: RunId }; readonly result: Frame };
  /** To a moment, forward or back (by checkpoint and replay). */
  seek: { readonly params: { readonly runId: RunId; readonly atUs: number }; readonly result: Frame };
  /** Takes the last command back and replays to where the run stood. */
  undo: { readonly params: { readonly runId: RunId }; readonly result: Frame };
  hash: {
    readonly params: { readonly runId: RunId };
    readonly result: { readonly hash: string; readonly atUs: number };
  };
  /** The document with the commands given so far and the present moment. */
  document: { readonly params: { readonly runId: RunId }; readonly result: RunDocument };
  record: {
    readonly params: {
      readonly runId: RunId;
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
    };
    readonly result: RecordDetail | null;
  };
  /** Lines of the servers' logs, at most `limit`. */
  serverLog: {
    readonly params: ServerLogFilter & { readonly runId: RunId; readonly limit: number };
    readonly result: ServerLogPage;
  };
  /** Every group with its members, offsets and history. Changes nothing. */
  groups: { readonly params: { readonly runId: RunId }; readonly result: GroupDetails };
  /** What clients have suffered, with where and when. Changes nothing. */
  evidence: { readonly params: { readonly runId: RunId }; readonly result: EvidenceDetails };
  /** Tells a record's life from its send on; to be called again, with the same record, while it is `working`. Changes nothing. */
  biography: {
    readonly params: RecordName & {
      readonly runId: RunId;
      /** Wall milliseconds that this call may take. */
      readonly budgetMs: number;
    };
    readonly result: BiographyAnswer & {
      /** The moment up to which it tells. */
      readonly untilUs: number;
    };
  };
  /** What a producer's client holds and waits for; null: there is none of that client.id. Changes nothing. */
  producer: {
    readonly params: { readonly runId: RunId; readonly id: string };
    readonly result: ProducerDetail | null;
  };
  /** What a group's members and its coordinator said to each other; to be called again while it is `working`. Changes nothing. */
  rebalance: {
    readonly params: {
      readonly runId: RunId;
      readonly group: string;
      readonly fromUs: number;
      readonly untilUs: number;
      /** Wall milliseconds that this call may take. */
      readonly budgetMs: number;
    };
    readonly result: TraceAnswer;
  };
  /** What the run told up to the end of a moment, before it came back from storage; to be called again while it is `working`. Changes nothing. */
  lookBack: {
    readonly params: {
      readonly runId: RunId;
      readonly untilUs: number;
      /** Wall milliseconds that this call may take. */
      readonly budgetMs: number;
    };
    readonly result: LookBackAnswer;
  };
  /** What an act that resets offsets would do now. Changes nothing. */
  resetPreview: {
    readonly params: { readonly runId: RunId; readonly command: Command };
    readonly result: ResetPreview;
  };
  /** Waits until everything written so far is in storage. */
  flush: { readonly params: { readonly runId: RunId }; readonly result: StorageState };
  /** Takes the writing role over from another tab and resumes or opens the document here. */
  takeOver: { readonly params: { readonly runId: RunId }; readonly result: StorageState };
  close: { readonly params: { readonly runId: RunId }; readonly result: null };
}

export type CallName = keyof Calls;

export type CallError =
  | { readonly kind: 'unknown-run'; readonly runId: RunId }
  /** A broken promise of ours: the page shows seed and step and offers a restart. */
  | {
      readonly kind: 'invariant';
      readonly message: string;
      readonly seed: number;
      readonly atUs: number;
      readonly step: number;
    }
  /** A document that is none, or an act that would make it one. */
  | { readonly kind: 'bad-document'; readonly message: string; readonly problem?: DocumentProblem }
  /** The page asked for something that is no call. */
  | { readonly kind: 'bad-call'; readonly message: string }
  | { readonly kind: 'crashed'; readonly message: string };

/** runId is null only where no run exists yet (open, resume). */
export type ToWorker = {
  [N in CallName]: {
    readonly id: number;
    readonly runId: RunId | null;
    readonly call: N;
    readonly params: Calls[N]['params'];
  };
}[CallName];

export type FromWorker =
  | { readonly id: number; readonly runId: RunId | null; readonly ok: true; readonly result: Calls[CallName]['result'] }
  | { readonly id: number; readonly runId: RunId | null; readonly ok: false; readonly error: CallError };
