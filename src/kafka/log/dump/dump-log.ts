import {
  fileNames,
  isDeepIteration,
  maxBytes,
  maxMessageSize,
  messageParser,
  parseDumpOptions,
  shouldPrintDataLog,
} from './dump-options.ts';
import { type Findings, findingLines, noFindings } from './findings.ts';
import { type FilePath, filePath, type LogFolder } from './log-folder.ts';
import type { OptionSet } from './option-parser.ts';
import { printLog } from './print-log.ts';
import { printOffsetIndex } from './print-offset-index.ts';
import { printProducerSnapshot, printTransactionIndex } from './print-producer-files.ts';
import { printTimeIndex } from './print-time-index.ts';
import { ToolFailure, type ToolOutput } from './tool-output.ts';
import { usage } from './usage.ts';

export interface ToolResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const ABOUT =
  'This tool helps to parse a log file and dump its contents to the console, useful for debugging a seemingly corrupt log segment.';
const KAFKA_VERSION = '4.3.1';

function dumpFile(folder: LogFolder, file: FilePath, options: OptionSet, findings: Findings, output: ToolOutput): void {
  const dot = file.name.lastIndexOf('.');
  const indexes = { sanityOnly: options.has('index-sanity-check'), verifyOnly: options.has('verify-index-only') };
  switch (dot < 0 ? '' : file.name.slice(dot)) {
    case '.log':
    case '.checkpoint': {
      const dump = {
        printContents: shouldPrintDataLog(options),
        deepIteration: isDeepIteration(options),
        parser: messageParser(options),
        skipRecordMetadata: options.has('skip-record-metadata'),
        maxBytes: maxBytes(options),
      };
      return printLog(folder, file, dump, findings, output);
    }
    case '.index':
      return printOffsetIndex(folder, file, { ...indexes, maxMessageSize: maxMessageSize(options) }, findings, output);
    case '.timeindex':
      return printTimeIndex(folder, file, indexes, findings, output);
    case '.snapshot':
      return printProducerSnapshot(folder, file, output);
    case '.txnindex':
      return printTransactionIndex(folder, file, output);
    default:
      output.stderr.push(`Ignoring unknown file ${file.text}\n`);
  }
}

/** The exit code. @throws ToolFailure */
function run(folder: LogFolder, args: readonly string[], output: ToolOutput): number {
  const options = parseDumpOptions(args);
  if (args.length === 0 || options.has('help')) {
    output.stderr.push(`${ABOUT}\n`, usage);
    return 1;
  }
  if (options.has('version')) {
    output.stdout.push(`${KAFKA_VERSION}\n`);
    return 0;
  }
  if (!options.has('files')) {
    output.stderr.push('Missing required argument "[files]"\n', usage);
    return 1;
  }
  const findings = noFindings();
  for (const name of fileNames(options)) {
    const file = filePath(name);
    output.stdout.push(`Dumping ${file.text}\n`);
    dumpFile(folder, file, options, findings, output);
  }
  output.stderr.push(...findingLines(findings));
  return 0;
}

/**
 * kafka-dump-log of Kafka 4.3.1 over these files, by their paths from the folder in which it runs; `path` is that
 * folder's own. The codecs of compressed batches must have been loaded.
 * Source: tools/src/main/java/org/apache/kafka/tools/DumpLogSegments.java.
 */
export function dumpLog(files: ReadonlyMap<string, Uint8Array>, args: readonly string[], path = '/data'): ToolResult {
  const output: ToolOutput = { stdout: [], stderr: [] };
  let exitCode = 1;
  try {
    exitCode = run({ files, path }, args, output);
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    output.stderr.push(`Exception in thread "main" ${error.javaClass}: ${error.message}\n`);
  }
  return { stdout: output.stdout.join(''), stderr: output.stderr.join(''), exitCode };
}
