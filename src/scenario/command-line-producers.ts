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
  if (!fitsALine(key ?? '') || !fitsALine(value ?? '')) return null;
  if (record.partition !== null) return toPartition(record, record.partition, bootstrap);
  const separator = key === null ? null : unusedIn(key, [':', '|', ';', '~', '::', '->']);
  if (key !== null && separator === undefined) return null;
  const marker = value === null ? (['NULL', 'NIL', '<null>'].find((word) => word !== key) ?? 'NULL') : null;
  const line = key === null ? (value ?? marker ?? '') : `${key}${separator}${value ?? marker}`;
  const properties = [
    ...(key === null ? [] : ['parse.key=true', `key.separator=${separator}`]),
    ...(marker === null ? [] : [`null.marker=${marker}`]),
  ].map((property) => option('reader-property', property));
  const tool = consoleProducer(bootstrap, record.topic);
  return [`${printed(line)} | ${tool}`, `--request-required-acks ${record.acks}`, ...properties].join(' ');
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
 * producer. Without a rate it waits for what is typed.
 */
export function producerLine(producer: ProducerSetup, bootstrap: string): string {
  const { id, topic, ratePerSecond, keys, configs } = producer;
  const properties = Object.entries({ 'client.id': id, ...configs }).map(([name, value]) => `${name}=${value}`);
  const typed = [consoleProducer(bootstrap, topic), ...properties.map((each) => option('command-property', each))].join(
    ' ',
  );
  if (ratePerSecond === 0) return typed;
  const valueBytes = Math.max(1, producer.valueBytes);
  if (keys.kind === 'none') {
    const size = `--num-records 1000000000 --record-size ${valueBytes} --throughput ${ratePerSecond}`;
    // This tool takes all properties after one option.
    const given = `--command-property ${properties.map(shellQuote).join(' ')}`;
    return `kafka-producer-perf-test.sh ${serverAndTopic(bootstrap, topic)} ${size} ${given}`;
  }
  const record = `printf 'user-%d:%0${valueBytes}d\\n' "${drawnUser(keys)}" 0`;
  const loop = `while ${record}; do sleep ${seconds(1 / ratePerSecond)}; done`;
  return `${loop} | ${typed} --reader-property parse.key=true --reader-property key.separator=:`;
}

function drawnUser(keys: KeyPattern & { readonly count: number }): string {
  const evenly = `RANDOM % ${keys.count} + 1`;
  return keys.kind === 'skewed' ? `$((RANDOM % 2 ? 1 : ${evenly}))` : `$((${evenly}))`;
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
