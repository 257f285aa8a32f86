import type { LogRecovery } from '../../sim/broker/broker-state.ts';
import type { RunId } from '../protocol.ts';

/** A log directory to look at: a node's of a run, or one of a real broker that was opened read-only. */
export type DiskSource =
  | { readonly kind: 'run'; readonly runId: RunId; readonly node: number }
  | { readonly kind: 'opened'; readonly id: number };

/** `path` within the log directory: `orders-0/00000000000000000000.log`, `recovery-point-offset-checkpoint`. */
export interface DiskFileEntry {
  readonly path: string;
  readonly sizeInBytes: number;
}

/** Offsets that divide the log of one partition directory; null: nothing tells it. */
export interface PartitionPlaces {
  readonly directory: string;
  readonly logStartOffset: number | null;
  readonly logEndOffset: number | null;
  readonly highWatermark: number | null;
  /** Everything below was forced to the disk; recovery reads from here on. */
  readonly recoveryPoint: number | null;
  /** Everything below has left the page cache; null also for files of another machine. */
  readonly durableOffset: number | null;
  /** Where the cleaner's next round begins. */
  readonly cleanerOffset: number | null;
  /** Told by the running engine, or read from the files of the log directory. */
  readonly toldBy: 'run' | 'files';
}

/** What the broker's last start cut from one partition's log. */
export interface RecoveredLog extends LogRecovery {
  readonly directory: string;
}

/** Why something of a directory cannot be shown. */
export type DiskProblem =
  /** The node or the opened directory is not there (any more). */
  | { readonly kind: 'no-directory' }
  | { readonly kind: 'no-file'; readonly path: string }
  /** The browser did not hand the bytes out: the file was moved or changed after it was chosen. */
  | { readonly kind: 'unreadable'; readonly path: string }
  | { readonly kind: 'too-large'; readonly path: string; readonly sizeInBytes: number; readonly limit: number }
  | { readonly kind: 'too-many'; readonly files: number; readonly limit: number }
  /** `why`: a sentence, in English. It also stands for a file whose name does not fit into an archive. */
  | { readonly kind: 'not-tar'; readonly path: string; readonly why: string }
  /** There is no file in what was chosen. */
  | { readonly kind: 'nothing'; readonly path: string };

export type DiskAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: DiskProblem };

export interface DiskListing {
  /** Sorted by path. */
  readonly files: readonly DiskFileEntry[];
  readonly partitions: readonly PartitionPlaces[];
  /** Its process does not run, so that a byte may be overwritten by hand. */
  readonly writable: boolean;
  readonly recoveries: readonly RecoveredLog[];
}

export type CodecName = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd' | 'unknown';

/** One batch of a .log file as its header tells it, whether it is right or not. */
export interface BatchRow {
  readonly index: number;
  /** Byte of the file. */
  readonly position: number;
  readonly sizeInBytes: number;
  readonly magic: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** As the header says; −1 in the older formats, whose headers do not. */
  readonly count: number;
  readonly partitionLeaderEpoch: number;
  readonly crc: number;
  /** Over the bytes as they are; null in the older formats, whose check is another. */
  readonly computedCrc: number | null;
  readonly codec: CodecName;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly transactional: boolean;
  readonly control: boolean;
  readonly deleteHorizonMs: number | null;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  /** Below the high watermark; out of the page cache. null: unknown. */
  readonly committed: boolean | null;
  readonly flushed: boolean | null;
}

/** Why no batch begins at `position`, though bytes follow. */
export interface LogTail {
  readonly position: number;
  readonly bytes: number;
  /**
   * short: fewer bytes than a length field needs. small: the length is less than a batch has. cut: the batch is longer
   * than what follows. magic: no format that Kafka ever had.
   */
  readonly reason: 'short' | 'small' | 'cut' | 'magic';
  /** Bytes that the batch should have; its magic when that is the reason. */
  readonly says: number;
}

export interface BatchWindow {
  /** Batches in the file. */
  readonly total: number;
  readonly sizeInBytes: number;
  readonly rows: readonly BatchRow[];
  readonly tail: LogTail | null;
}

/** The beginning of a key, a value or a header's value. */
export interface BytesPreview {
  readonly bytes: Uint8Array;
  /** Of the whole. */
  readonly length: number;
}

export interface RecordRow {
  readonly index: number;
  /** Byte of the file; null inside compressed bytes. */
  readonly position: number | null;
  readonly sizeInBytes: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: BytesPreview | null;
  readonly value: BytesPreview | null;
  readonly headers: readonly { readonly key: string; readonly value: BytesPreview | null }[];
  /** What a control record says: `COMMIT`, `ABORT`, `LEADER_CHANGE` … */
  readonly control: string | null;
}

export interface BatchRecords {
  readonly batch: BatchRow;
  /** Records that can be read. */
  readonly total: number;
  readonly rows: readonly RecordRow[];
  /** Why the rest cannot be read. */
  readonly stop: { readonly kind: 'malformed'; readonly position: number } | { readonly kind: 'compressed' } | null;
}

/** What a range of bytes is; where Kafka has a name for it, that one. */
export type RangeName =
  | 'baseOffset'
  | 'batchLength'
  | 'partitionLeaderEpoch'
  | 'magic'
  | 'crc'
  | 'attributes'
  | 'lastOffsetDelta'
  | 'baseTimestamp'
  | 'maxTimestamp'
  | 'producerId'
  | 'producerEpoch'
  | 'baseSequence'
  | 'recordsCount'
  | 'recordLength'
  | 'recordAttributes'
  | 'timestampDelta'
  | 'offsetDelta'
  | 'keyLength'
  | 'key'
  | 'valueLength'
  | 'value'
  | 'headersCount'
  | 'headerKeyLength'
  | 'headerKey'
  | 'headerValueLength'
  | 'headerValue'
  | 'compressedRecords'
  | 'malformed'
  | 'olderFormat'
  | 'tail'
  | 'relativeOffset'
  | 'physicalPosition'
  | 'indexTimestamp'
  | 'timeRelativeOffset'
  | 'unusedEntry'
  | 'txnVersion'
  | 'txnProducerId'
  | 'txnFirstOffset'
  | 'txnLastOffset'
  | 'txnLastStableOffset'
  | 'snapshotVersion'
  | 'snapshotCrc'
  | 'snapshotCount'
  | 'snapshotProducerId'
  | 'snapshotProducerEpoch'
  | 'snapshotLastSequence'
  | 'snapshotLastOffset'
  | 'snapshotOffsetDelta'
  | 'snapshotTimestamp'
  | 'snapshotCoordinatorEpoch'
  | 'snapshotTxnFirstOffset'
  | 'checkpointVersion'
  | 'checkpointCount'
  | 'epoch'
  | 'startOffset'
  | 'topic'
  | 'partition'
  | 'offset'
  | 'property';

/** Bytes [start, end) of a file that have one meaning. */
export interface NamedRange {
  readonly start: number;
  readonly end: number;
  readonly name: RangeName;
  /** Decoded, exact. */
  readonly value: string;
  /** The batch, record or entry it is part of, counted from 0 or by its offset. */
  readonly part:
    | { readonly kind: 'batch'; readonly offset: number }
    | { readonly kind: 'record'; readonly offset: number }
    | { readonly kind: 'entry'; readonly index: number }
    | null;
  /** Bytes that this one vouches for: [start, end). */
  readonly covers?: readonly [number, number];
  /** It does not say what it should. */
  readonly wrong?: boolean;
}

export interface ByteWindow {
  readonly sizeInBytes: number;
  readonly from: number;
  readonly bytes: Uint8Array;
  /** Ordered, without overlap; those that touch the window, whole. */
  readonly ranges: readonly NamedRange[];
  /** In a .log file: from this byte on above the high watermark, from that one on in the page cache alone; null: unknown. */
  readonly committedTo: number | null;
  readonly flushedTo: number | null;
}

/** Entries of an index or a snapshot, their fields in the order of `columns`. */
export interface EntryWindow {
  readonly columns: readonly RangeName[];
  /** Of each entry. */
  readonly bytes: number;
  /** Where entry 0 begins. */
  readonly firstAt: number;
  readonly total: number;
  /** Room for further ones that the file keeps. */
  readonly unused: number;
  readonly rows: readonly (readonly string[])[];
}

/** One look into the middle of what is left. */
export interface Probe {
  readonly low: number;
  readonly high: number;
  readonly middle: number;
  /** Key of the entry there: an offset or a timestamp. */
  readonly key: number;
  readonly goes: 'left' | 'right' | 'hit';
}

export type LookupStep =
  | {
      readonly kind: 'bounds';
      readonly logStartOffset: number;
      readonly logEndOffset: number;
      readonly outcome: 'inside' | 'below' | 'above' | 'end';
    }
  | {
      readonly kind: 'segment';
      /** At most 100, around the chosen one. */
      readonly segments: readonly { readonly baseOffset: number; readonly largestTimestamp: number | null }[];
      /** Place in `segments`; −1: none. */
      readonly chosen: number;
      readonly file: string | null;
    }
  | {
      readonly kind: 'index';
      readonly which: 'offset' | 'time';
      readonly file: string;
      readonly target: number;
      readonly entries: number;
      readonly probes: readonly Probe[];
      /** The floor: its key, and the position or offset it gives; null: none is at or below the target. */
      readonly found: { readonly index: number; readonly key: number; readonly gives: number } | null;
      /** Entries around the last probes, to draw. */
      readonly near: readonly { readonly index: number; readonly key: number; readonly gives: number }[];
      /** The file is missing, so that reading begins at the segment's first byte. */
      readonly missing: boolean;
    }
  | {
      readonly kind: 'scan';
      readonly file: string;
      readonly from: number;
      /** Batches read; in the middle of very many, some are left out. */
      readonly batches: readonly {
        readonly position: number;
        readonly baseOffset: number;
        readonly lastOffset: number;
        readonly maxTimestamp: number;
      }[];
      readonly read: number;
      /** The last one read is the batch asked for. */
      readonly hit: boolean;
    }
  | {
      readonly kind: 'record';
      readonly file: string;
      readonly batchPosition: number;
      readonly batchBaseOffset: number;
      readonly record: RecordRow | null;
      /** The offset was cleaned away: this record is the next one. */
      readonly later: boolean;
    };

export interface Lookup {
  readonly steps: readonly LookupStep[];
}

export interface OpenedDirectory {
  readonly id: number;
  readonly name: string;
  readonly files: number;
  readonly sizeInBytes: number;
}

/** A chosen file: as the page got it, its bytes are read when they are looked at. */
export interface ChosenFile {
  readonly path: string;
  readonly blob: Blob;
}

interface InFile {
  readonly source: DiskSource;
  readonly path: string;
}

interface Window {
  readonly from: number;
  readonly count: number;
}

/** What the storage lens asks. None of these calls changes a run. */
export interface DiskCalls {
  diskFiles: { readonly params: { readonly source: DiskSource }; readonly result: DiskAnswer<DiskListing> };
  diskBatches: { readonly params: InFile & Window; readonly result: DiskAnswer<BatchWindow> };
  diskRecords: {
    /** `position`: where the batch begins. */
    readonly params: InFile & Window & { readonly position: number };
    readonly result: DiskAnswer<BatchRecords>;
  };
  diskEntries: { readonly params: InFile & Window; readonly result: DiskAnswer<EntryWindow> };
  diskBytes: { readonly params: InFile & Window; readonly result: DiskAnswer<ByteWindow> };
  diskLookup: {
    readonly params: {
      readonly source: DiskSource;
      readonly directory: string;
      readonly by: 'offset' | 'timestamp';
      readonly target: number;
    };
    readonly result: DiskAnswer<Lookup>;
  };
  /** A file as it is, or a partition directory (or, '' , the whole log directory) as tar. */
  diskDownload: {
    readonly params: InFile;
    readonly result: DiskAnswer<{ readonly name: string; readonly bytes: Uint8Array }>;
  };
  /** A tar, a folder's files or single files of a real broker, to be looked at; nothing is written to them. */
  diskOpen: {
    readonly params: { readonly name: string; readonly files: readonly ChosenFile[] };
    readonly result: DiskAnswer<OpenedDirectory>;
  };
  diskClose: { readonly params: { readonly id: number }; readonly result: null };
}
