import type { Command } from '../sim/command.ts';
import type { KeyPattern, ProducerSetup } from '../sim/setup.ts';
import { option, shellQuote } from './shell-quote.ts';

type ProduceRecord = Command & { readonly do: 'produce-record' };

/**
 * One record by kafka-console-producer.sh, whose reader (org.apache.kafka.tools.LineMessageReader) splits a line at the
 * first separator. It knows no partition: for that, kcat. null: a line cannot carry this record.
 */
export function recordLine(record: ProduceRecord, bootstrap: string): string | null {
  const { key, value } = record;
  const headers = headersText(record.headers ?? []);
  // The tool gives every record the time at which it is read.
  if (!fitsALine(key ?? '') || !fitsALine(value ?? '') || headers === null || record.timestamp !== undefined)
    return null;
  if (record.partition !== null && headers !== '') return null;
  if (record.partition !== null) return toPartition(record, record.partition, bootstrap);
  const separator = key === null ? null : unusedIn(key, [':', '|', ';', '~', '::', '->']);
  if (key !== null && separator === undefined) return null;
  const marker = value === null ? (['NULL', 'NIL', '<null>'].find((word) => word !== key) ?? 'NULL') : null;
  const line = key === null ? (value ?? marker ?? '') : `${key}${separator}${value ?? marker}`;
  const properties = [
    ...(headers === '' ? [] : ['parse.headers=true']),
    ...(key === null ? [] : ['parse.key=true', `key.separator=${separator}`]),
    ...(marker === null ? [] : [`null.marker=${marker}`]),
  ].map((property) => option('reader-property', property));
  const tool = consoleProducer(bootstrap, record.topic);
  const typed = headers === '' ? printed(line) : `printf '%s\\t%s\\n' ${shellQuote(headers)} ${shellQuote(line)}`;
  return [`${typed} | ${tool}`, `--request-required-acks ${record.acks}`, ...properties].join(' ');
}

/** What stands before a line with parse.headers, and a tab after it: `name:value,name:value`; null: a line cannot carry them. */
function headersText(headers: NonNullable<ProduceRecord['headers']>): string | null {
  if (headers.length === 0) return '';
  const texts = headers.map(({ key, value }) =>
    value === null || /[,:\t]/.test(`${key}${value}`) || !fitsALine(key + value) ? null : `${key}:${value}`,
  );
  return texts.includes(null) ? null : texts.join(',');
}

/** No word of a shell holds a NUL. */
function fitsALine(text: string): boolean {
  return !/[\0\r\n]/.test(text);
}

function unusedIn(text: string, candidates: readonly string[]): string | undefined {
  // A separator whose first character ends the key would be found one place too early.
  return candidates.find((candidate) => !`${text}${candidate}`.slice(0, -1).includes(candidate));
}

/** echo where every shell's echo prints the text as it is, else printf. */
function printed(line: string): string {
  const plain = !line.includes('\\') && !line.startsWith('-');
  return plain ? `echo ${shellQuote(line)}` : `printf '%s\\n' ${shellQuote(line)}`;
}

function toPartition(record: ProduceRecord, partition: number, bootstrap: string): string | null {
  const { key, value } = record;
  if (value === null || value === '') return null;
  const keyed = key === null ? '' : ` -k ${shellQuote(key)}`;
  return `${printed(value)} | kcat -P -b ${shellQuote(bootstrap)} -t ${shellQuote(record.topic)} -p ${partition}${keyed} -X acks=${record.acks}`;
}

/**
 * A producer that goes on: kafka-producer-perf-test.sh, which knows no keys; with keys a shell loop into the console
 * producer. Without a rate it waits for what is typed. null: records with headers, serializers and times of their own, or
 * for several topics, need an application.
 */
export function producerLine(producer: ProducerSetup, bootstrap: string): string | null {
  const { id, topic, ratePerSecond, keys, load, configs } = producer;
  if (producer.record !== undefined || producer.alsoTo !== undefined) return null;
  const properties = Object.entries({ 'client.id': id, ...configs }).map(([name, value]) => `${name}=${value}`);
  const typed = [consoleProducer(bootstrap, topic), ...properties.map((each) => option('command-property', each))].join(
    ' ',
  );
  if (load?.kind !== 'burst' && ratePerSecond === 0) return typed;
  const valueBytes = Math.max(1, producer.valueBytes);
  if (keys.kind === 'none') {
    const throughput = load?.kind === 'burst' ? -1 : ratePerSecond;
    const size = `--num-records ${load?.records ?? 1_000_000_000} --record-size ${valueBytes} --throughput ${throughput}`;
    // This tool takes all properties after one option.
    const given = `--command-property ${properties.map(shellQuote).join(' ')}`;
    const tool = `kafka-producer-perf-test.sh ${serverAndTopic(bootstrap, topic)} ${size} ${given}`;
    return load?.kind === 'burst' ? `while ${tool}; do sleep ${seconds(load.everyUs / 1_000_000)}; done` : tool;
  }
  const loop =
    keys.kind === 'list' ? listLoop(keys, valueBytes, producer) : recordLoop(drawnUser(keys, valueBytes), producer);
  if (loop === null) return null;
  return `${loop} | ${typed} --reader-property parse.key=true --reader-property key.separator=:`;
}

function recordLoop(record: string, { load, ratePerSecond }: ProducerSetup): string {
  const wait = `sleep ${seconds(1 / ratePerSecond)}`;
  if (load === undefined) return `while ${record}; do ${wait}; done`;
  const times = `for i in $(seq ${load.records})`;
  if (load.kind === 'count') return `${times}; do ${record}; ${wait}; done`;
  return `while ${times}; do ${record}; done; do sleep ${seconds(load.everyUs / 1_000_000)}; done`;
}

/** null: a key of the list cannot stand before the separator, or the list would have to go on from burst to burst. */
function listLoop(
  { keys, order }: KeyPattern & { readonly kind: 'list' },
  valueBytes: number,
  producer: ProducerSetup,
): string | null {
  if (!keys.every((key) => fitsALine(key) && !key.includes(':'))) return null;
  const all = keys.map(shellQuote).join(' ');
  const record = (key: string): string => `printf '%s:%0${valueBytes}d\\n' "${key}" 0`;
  if (order === 'drawn') return recordLoop(record(`$(shuf -n 1 -e -- ${all})`), producer);
  if (producer.load !== undefined) return null;
  const wait = `sleep ${seconds(1 / producer.ratePerSecond)}`;
  return `while true; do for key in ${all}; do ${record('$key')}; ${wait}; done; done`;
}

function drawnUser(keys: KeyPattern & { readonly count: number }, valueBytes: number): string {
  const evenly = `RANDOM % ${keys.count} + 1`;
  const user = keys.kind === 'skewed' ? `$((RANDOM % 2 ? 1 : ${evenly}))` : `$((${evenly}))`;
  return `printf 'user-%d:%0${valueBytes}d\\n' "${user}" 0`;
}

function serverAndTopic(bootstrap: string, topic: string): string {
  return `${option('bootstrap-server', bootstrap)} ${option('topic', topic)}`;
}

function consoleProducer(bootstrap: string, topic: string): string {
  return `kafka-console-producer.sh ${serverAndTopic(bootstrap, topic)}`;
}

function seconds(length: number): string {
  return String(Math.round(length * 1000) / 1000);
}
