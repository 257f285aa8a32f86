import { ByteReader } from '../../base/bytes.ts';
import type { Int64 } from '../../base/int64.ts';
import { readInt64 } from '../../base/int64.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import {
  BASE_TIMESTAMP_AT,
  compressionCodec,
  HEADER_FIELDS_END,
  LENGTH_AT,
  LOG_OVERHEAD,
  MAGIC_AT,
  MAGIC_V2,
  RECORD_BATCH_OVERHEAD,
} from './batch-format.ts';
import { lengthAt, magicAt, plusInt64 } from './batch-header.ts';
import { type ByteRange, RangeList } from './byte-range.ts';
import { compressionTypeOfId } from './compression.ts';
import { CursorError, RecordCursor } from './record-cursor.ts';
