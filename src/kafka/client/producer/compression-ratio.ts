import { RECORD_BATCH_OVERHEAD } from '../../record/record-batch.ts';
import type { CompressionConfig } from './config.ts';

/**
 * How large a batch will be once it is compressed is only guessed while it fills: from how well the topic's batches
 * compressed so far (CompressionRatioEstimator). Java computes with floats.
 */
export type CompressionRatios = Map<string, number>;

const float = Math.fround;
const INITIAL_RATIO = 1;
/** A batch that compresses better than thought changes the guess a little, one that is worse at least so much. */
const IMPROVING_STEP = float(0.005);
const DETERIORATE_STEP = float(0.05);
/** MemoryRecordsBuilder.COMPRESSION_RATE_ESTIMATION_FACTOR. */
const CAUTION = float(1.05);

function keyOf(topic: string, { type }: CompressionConfig): string {
  return `${topic} ${type}`;
}

export function estimatedRatio(ratios: CompressionRatios, topic: string, compression: CompressionConfig): number {
  return ratios.get(keyOf(topic, compression)) ?? INITIAL_RATIO;
}

/** MemoryRecordsBuilder.estimatedBytesWritten: of a batch whose records take so many bytes uncompressed. */
export function estimatedBatchSize(recordBytes: number, ratio: number, { type }: CompressionConfig): number {
  if (type === 'none') return RECORD_BATCH_OVERHEAD + recordBytes;
  return RECORD_BATCH_OVERHEAD + Math.trunc(float(float(float(recordBytes) * ratio) * CAUTION));
}

/** CompressionRatioEstimator.updateEstimation, when a batch has been closed. */
export function learnRatio(
  ratios: CompressionRatios,
  topic: string,
  compression: CompressionConfig,
  recordBytes: number,
  sizeInBytes: number,
): void {
  if (compression.type === 'none') return;
  const observed = float(float(sizeInBytes - RECORD_BATCH_OVERHEAD) / float(recordBytes));
  const current = estimatedRatio(ratios, topic, compression);
  if (observed === current) return;
  const step = observed > current ? DETERIORATE_STEP : -IMPROVING_STEP;
  ratios.set(keyOf(topic, compression), Math.max(float(current + step), observed));
}

/** CompressionRatioEstimator.setEstimation, when a batch turned out too large. */
export function resetRatio(
  ratios: CompressionRatios,
  topic: string,
  compression: CompressionConfig,
  ratio: number,
): void {
  if (compression.type !== 'none') ratios.set(keyOf(topic, compression), float(ratio));
}
