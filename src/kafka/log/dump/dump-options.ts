import { javaSplit, parseInt32 } from '../files/java-text.ts';
import { coordinatorParser } from './coordinator-parser.ts';
import { shareGroupStateMessages } from './messages/share-group-state-messages.ts';
import { transactionLogMessages } from './messages/transaction-log-messages.ts';
import { metadataParser } from './metadata-parser.ts';
import { offsetsParser } from './offsets-parser.ts';
import { type ArgumentRule, type OptionSet, optionValue, parseOptions } from './option-parser.ts';
import { plainParser, STRING_DECODER } from './plain-decoders.ts';
import type { RecordParser } from './record-parser.ts';
import { remoteLogParser } from './remote-log-parser.ts';
import { ToolFailure } from './tool-output.ts';

/** DumpLogSegmentsOptions. */
const RULES: ReadonlyMap<string, ArgumentRule> = new Map<string, ArgumentRule>([
  ['help', 'none'],
  ['version', 'none'],
  ['print-data-log', 'none'],
  ['verify-index-only', 'none'],
  ['index-sanity-check', 'none'],
  ['files', 'required'],
  ['max-message-size', 'required'],
  ['max-bytes', 'required'],
  ['deep-iteration', 'none'],
  ['value-decoder-class', 'optional'],
  ['key-decoder-class', 'optional'],
  ['offsets-decoder', 'none'],
  ['transaction-log-decoder', 'none'],
  ['cluster-metadata-decoder', 'none'],
  ['remote-log-metadata-decoder', 'none'],
  ['share-group-state-decoder', 'none'],
  ['skip-record-metadata', 'none'],
]);

/** In the order in which the tool asks for them. */
const DECODERS: readonly (readonly [string, RecordParser])[] = [
  ['offsets-decoder', offsetsParser],
  ['transaction-log-decoder', coordinatorParser(transactionLogMessages)],
  ['cluster-metadata-decoder', metadataParser],
  ['remote-log-metadata-decoder', remoteLogParser],
  ['share-group-state-decoder', coordinatorParser(shareGroupStateMessages)],
];

export const MAX_BYTES_DEFAULT = 2147483647;
const MAX_MESSAGE_SIZE_DEFAULT = 5242880;

export function parseDumpOptions(args: readonly string[]): OptionSet {
  return parseOptions(args, RULES);
}

export function fileNames(options: OptionSet): string[] {
  return javaSplit(optionValue(options, 'files', ''), /,/);
}

function intOption(options: OptionSet, name: string, byDefault: number): number {
  const text = optionValue(options, name, String(byDefault));
  const number = parseInt32(text);
  if (number.ok) return number.value;
  throw new ToolFailure(
    'joptsimple.OptionArgumentConversionException',
    `Cannot parse argument '${text}' of option ${name}`,
  );
}

export function maxBytes(options: OptionSet): number {
  return intOption(options, 'max-bytes', MAX_BYTES_DEFAULT);
}

export function maxMessageSize(options: OptionSet): number {
  return intOption(options, 'max-message-size', MAX_MESSAGE_SIZE_DEFAULT);
}

export function shouldPrintDataLog(options: OptionSet): boolean {
  const others = ['print-data-log', 'value-decoder-class', 'key-decoder-class'];
  return [...others, ...DECODERS.map(([name]) => name)].some((name) => options.has(name));
}

export function isDeepIteration(options: OptionSet): boolean {
  return options.has('deep-iteration') || shouldPrintDataLog(options);
}

/** @throws ToolFailure when a decoder class is not known. */
export function messageParser(options: OptionSet): RecordParser {
  const decoder = DECODERS.find(([name]) => options.has(name));
  if (decoder !== undefined) return decoder[1];
  const valueDecoder = optionValue(options, 'value-decoder-class', STRING_DECODER);
  return plainParser(optionValue(options, 'key-decoder-class', STRING_DECODER), valueDecoder);
}
