import { execFileSync } from 'node:child_process';
import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../sim/command.ts';
import { commandLine } from './command-line.ts';
import type { CommandLineContext } from './command-line-context.ts';

const context: CommandLineContext = {
  racks: [
    { broker: 1, rack: 'a' },
    { broker: 2, rack: 'b' },
    { broker: 4, rack: 'b' },
  ],
  brokers: [1, 2],
  producers: [{ id: 'shop', topic: 'orders', ratePerSecond: 2, keys: { kind: 'none' }, acks: 'all' }],
  groups: [
    { id: 'billing', topics: ['orders'] },
    { id: 'audit', topics: ['orders', 'a.b'] },
    { id: 'careful', topics: ['orders'], pattern: 'ord.*', configs: { 'isolation.level': 'read_committed' } },
    { id: 'own', topics: ['orders'], application: { commit: { call: 'commitSync', when: 'after' } } },
  ],
};

const server = '--bootstrap-server localhost:9092';
const record = { do: 'produce-record', topic: 'orders', partition: null, key: null, value: 'hi', acks: 'all' } as const;
const acks = '--request-required-acks all';

test.each<readonly [Command, string]>([
  [{ do: 'stop-broker', broker: 1 }, 'kafka-server-stop.sh --node-id=1'],
  [{ do: 'kill-broker', broker: 1 }, 'SIGNAL=KILL kafka-server-stop.sh --node-id=1'],
  [{ do: 'start-broker', broker: 1 }, 'kafka-server-start.sh -daemon config/broker-1.properties'],
  [{ do: 'power-off-broker', broker: 2 }, "ssh broker-2 'echo o | sudo tee /proc/sysrq-trigger'"],
  [
    { do: 'power-off-rack', rack: 'b' },
    "ssh broker-2 'echo o | sudo tee /proc/sysrq-trigger'\nssh broker-4 'echo o | sudo tee /proc/sysrq-trigger'",
  ],
  [
    { do: 'slow-disk', broker: 2, appendUs: 50_000, flushUs: 120_400 },
    `ssh broker-2 'echo "0 $(sudo blockdev --getsz /dev/vdb) delay /dev/vdb 0 0 /dev/vdb 0 50 /dev/vdb 0 120" | sudo dmsetup reload kafka-logs && sudo dmsetup suspend kafka-logs && sudo dmsetup resume kafka-logs'`,
  ],
  [
    { do: 'slow-disk', broker: 2, appendUs: 0, flushUs: 0 },
    `ssh broker-2 'echo "0 $(sudo blockdev --getsz /dev/vdb) linear /dev/vdb 0" | sudo dmsetup reload kafka-logs && sudo dmsetup suspend kafka-logs && sudo dmsetup resume kafka-logs'`,
  ],
  [
    { do: 'fill-disk', broker: 2, freeBytes: 4096 },
    "ssh broker-2 'fallocate -l $(($(df --output=avail -B1 /tmp/kraft-broker-logs | tail -1) - 4096)) /tmp/ballast'",
  ],
  [{ do: 'free-disk', broker: 2 }, 'ssh broker-2 rm /tmp/ballast'],
  [
    { do: 'lose-packets', from: 1, to: 2, lossPerMillion: 150_000 },
    `ssh broker-1 'sudo tc qdisc replace dev eth0 root handle 1: prio && sudo tc qdisc replace dev eth0 parent 1:3 handle 30: netem loss 15% && sudo tc filter add dev eth0 parent 1: protocol ip u32 match ip dst $(getent ahostsv4 broker-2 | cut -d" " -f1 | head -1) flowid 1:3'`,
  ],
  [{ do: 'lose-packets', from: 1, to: 2, lossPerMillion: null }, 'ssh broker-1 sudo tc qdisc del dev eth0 root'],
  [
    { do: 'write-byte', broker: 2, path: 'orders-0/00000000000000000000.log', position: 17, value: 10 },
    `ssh broker-2 'printf '\\''\\012'\\'' | dd of=/tmp/kraft-broker-logs/orders-0/00000000000000000000.log bs=1 seek=17 conv=notrunc'`,
  ],
  [
    { do: 'reassign-partition', topic: 'orders', partition: 2, replicas: [4, 1], throttle: 1_000_000 },
    `echo '{"version":1,"partitions":[{"topic":"orders","partition":2,"replicas":[4,1]}]}' | kafka-reassign-partitions.sh ${server} --reassignment-json-file /dev/stdin --execute --additional --throttle 1000000`,
  ],
  [
    { do: 'verify-reassignment', topic: 'orders', partition: 2, replicas: [4, 1] },
    `echo '{"version":1,"partitions":[{"topic":"orders","partition":2,"replicas":[4,1]}]}' | kafka-reassign-partitions.sh ${server} --reassignment-json-file /dev/stdin --verify`,
  ],
  [
    { do: 'elect-preferred-leader', topic: 'orders', partition: 2 },
    `kafka-leader-election.sh ${server} --election-type preferred --topic orders --partition 2`,
  ],
  [
    {
      do: 'create-topic',
      topic: { name: 'orders', partitions: 3, replicationFactor: 2, configs: { 'min.insync.replicas': '2' } },
    },
    `kafka-topics.sh ${server} --create --topic orders --partitions 3 --replication-factor 2 --config min.insync.replicas=2`,
  ],
  [
    { do: 'add-partitions', topic: 'orders', total: 4 },
    `kafka-topics.sh ${server} --alter --topic orders --partitions 4`,
  ],
  [
    { do: 'add-partitions', topic: 'a.b', total: 4 },
    `kafka-topics.sh ${server} --alter --topic 'a\\.b' --partitions 4`,
  ],
  [record, `echo hi | kafka-console-producer.sh ${server} --topic orders ${acks}`],
  [
    { ...record, key: 'k' },
    `echo k:hi | kafka-console-producer.sh ${server} --topic orders ${acks} --reader-property parse.key=true --reader-property key.separator=:`,
  ],
  [
    { ...record, key: 'a:b', value: null, acks: '1' },
    `echo 'a:b|NULL' | kafka-console-producer.sh ${server} --topic orders --request-required-acks 1 --reader-property parse.key=true --reader-property 'key.separator=|' --reader-property null.marker=NULL`,
  ],
  [{ ...record, partition: 1, key: 'k' }, 'echo hi | kcat -P -b localhost:9092 -t orders -p 1 -k k -X acks=all'],
  [
    {
      do: 'add-producer',
      producer: {
        id: 'p',
        topic: 'orders',
        ratePerSecond: 0.5,
        keys: { kind: 'none' },
        valueBytes: 100,
        configs: { acks: '1' },
      },
    },
    `kafka-producer-perf-test.sh ${server} --topic orders --num-records 1000000000 --record-size 100 --throughput 0.5 --command-property client.id=p acks=1`,
  ],
  [
    {
      do: 'add-producer',
      producer: {
        id: 'p',
        topic: 'orders',
        ratePerSecond: 4,
        keys: { kind: 'users', count: 5 },
        valueBytes: 9,
        configs: {},
      },
    },
    `while printf 'user-%d:%09d\\n' "$((RANDOM % 5 + 1))" 0; do sleep 0.25; done | kafka-console-producer.sh ${server} --topic orders --command-property client.id=p --reader-property parse.key=true --reader-property key.separator=:`,
  ],
  [
    {
      do: 'add-producer',
      producer: {
        id: 'p',
        topic: 'orders',
        ratePerSecond: 4,
        keys: { kind: 'list', keys: ['a', "b's"], order: 'given' },
        valueBytes: 9,
        configs: {},
      },
    },
    `while true; do for key in a 'b'\\''s'; do printf '%s:%09d\\n' "$key" 0; sleep 0.25; done; done | kafka-console-producer.sh ${server} --topic orders --command-property client.id=p --reader-property parse.key=true --reader-property key.separator=:`,
  ],
  [
    {
      do: 'add-producer',
      producer: {
        id: 'p',
        topic: 'orders',
        ratePerSecond: 0,
        keys: { kind: 'none' },
        valueBytes: 9,
        load: { kind: 'burst', records: 20, everyUs: 5_000_000 },
        configs: {},
      },
    },
    `while kafka-producer-perf-test.sh ${server} --topic orders --num-records 20 --record-size 9 --throughput -1 --command-property client.id=p; do sleep 5; done`,
  ],
  [
    {
      do: 'produce-record',
      topic: 'orders',
      partition: null,
      key: 'k',
      value: 'v',
      acks: 'all',
      headers: [
        { key: 'a', value: '1' },
        { key: 'b', value: '' },
      ],
    },
    `printf '%s\\t%s\\n' a:1,b: k:v | kafka-console-producer.sh ${server} --topic orders --request-required-acks all --reader-property parse.headers=true --reader-property parse.key=true --reader-property key.separator=:`,
  ],
  [
    { do: 'change-producer', producer: 'shop', configs: { 'linger.ms': '50', acks: null } },
    `pkill -TERM -f 'client\\.id=shop( |$)'\nkafka-producer-perf-test.sh ${server} --topic orders --num-records 1000000000 --record-size 100 --throughput 2 --command-property client.id=shop linger.ms=50`,
  ],
  [
    { do: 'change-producer', producer: 'shop', acks: '1' },
    `pkill -TERM -f 'client\\.id=shop( |$)'\nkafka-producer-perf-test.sh ${server} --topic orders --num-records 1000000000 --record-size 100 --throughput 2 --command-property client.id=shop acks=1`,
  ],
  [{ do: 'remove-producer', producer: 'shop' }, "pkill -TERM -f 'client\\.id=shop( |$)'"],
  [
    { do: 'add-consumer', group: 'billing', member: 'billing-4', processingUs: 0 },
    `kafka-console-consumer.sh ${server} --topic orders --group billing --command-property client.id=billing-4`,
  ],
  [
    { do: 'add-consumer', group: 'audit', member: 'audit-1', processingUs: 0 },
    `kafka-console-consumer.sh ${server} --include 'orders|a\\.b' --group audit --command-property client.id=audit-1`,
  ],
  [
    { do: 'add-consumer', group: 'careful', member: 'c', processingUs: 0, rack: 'a' },
    `kafka-console-consumer.sh ${server} --include 'ord.*' --group careful --command-property client.id=c --command-property isolation.level=read_committed --command-property client.rack=a`,
  ],
  [{ do: 'crash-consumer', member: 'billing-1' }, "pkill -KILL -f 'client\\.id=billing-1( |$)'"],
  [{ do: 'remove-consumer', member: 'billing-1' }, "pkill -TERM -f 'client\\.id=billing-1( |$)'"],
  [
    { do: 'reset-offsets', group: 'billing', topic: 'orders', to: { kind: 'to-earliest' } },
    `kafka-consumer-groups.sh ${server} --reset-offsets --group billing --topic orders --to-earliest --execute`,
  ],
  [
    { do: 'reset-offsets', group: 'my app', topic: null, to: { kind: 'shift-by', by: -10 } },
    `kafka-consumer-groups.sh ${server} --reset-offsets --group 'my app' --all-topics --shift-by -10 --execute`,
  ],
  [
    {
      do: 'reset-offsets',
      group: 'g',
      topic: 'orders',
      partitions: [0, 2],
      to: { kind: 'to-datetime', ms: 1_767_225_600_500 },
    },
    `kafka-consumer-groups.sh ${server} --reset-offsets --group g --topic orders:0,2 --to-datetime 2026-01-01T00:00:00.500Z --execute`,
  ],
  [
    { do: 'reset-offsets', group: 'g', topic: 'orders', to: { kind: 'by-duration', ms: 90_500 } },
    `kafka-consumer-groups.sh ${server} --reset-offsets --group g --topic orders --by-duration PT90.5S --execute`,
  ],
  [
    { do: 'cut-link', from: 2, to: 1 },
    'ssh broker-2 sudo iptables -A OUTPUT -p tcp -d broker-1 --dport 9092 -j REJECT --reject-with tcp-reset',
  ],
  [
    { do: 'heal-link', from: 2, to: 100 },
    'ssh broker-2 sudo iptables -D OUTPUT -p tcp -d controller-100 --dport 9093 -j REJECT --reject-with tcp-reset',
  ],
])('%j', (command, line) => {
  expect(commandLine(command, context)).toBe(line);
});

test('a link is slowed on both of its ends, and only between them', () => {
  const lines = commandLine({ do: 'slow-link', from: 1, to: 2, latencyUs: 1_500_000 }, context)?.split('\n');
  expect(lines).toHaveLength(2);
  expect(lines?.[0]).toMatch(/^ssh broker-1 '.*netem delay 1500ms.*broker-2.*'$/);
  expect(lines?.[1]).toMatch(/^ssh broker-2 '.*netem delay 1500ms.*broker-1.*'$/);
  expect(commandLine({ do: 'slow-link', from: 1, to: 100, latencyUs: null }, context)).toBe(
    'ssh broker-1 sudo tc qdisc del dev eth0 root\nssh controller-100 sudo tc qdisc del dev eth0 root',
  );
});

test('the jitter of netem lies around its delay, ours above it', () => {
  expect(commandLine({ do: 'change-network', latencyUs: 200_000, jitterUs: 20_000 }, { brokers: [1] })).toBe(
    'ssh controller-100 sudo tc qdisc replace dev eth0 root netem delay 210ms 10ms\n' +
      'ssh broker-1 sudo tc qdisc replace dev eth0 root netem delay 210ms 10ms',
  );
});

test('every node is started after a power cut', () => {
  expect(commandLine({ do: 'power-on' }, context)).toBe(
    ['controller-100', 'broker-1', 'broker-2']
      .map((node) => `kafka-server-start.sh -daemon config/${node}.properties`)
      .join('\n'),
  );
});

test('a broker is unregistered by kafka-cluster', () => {
  expect(commandLine({ do: 'unregister-broker', broker: 4 })).toBe(`kafka-cluster.sh unregister ${server} --id 4`);
});

test('a new broker gets its file, its directory and its rack', () => {
  expect(commandLine({ do: 'add-broker', broker: 4, rack: 'rack-d' })).toBe(
    [
      "sed 's/^node.id=.*/node.id=4/' config/broker.properties > config/broker-4.properties",
      'echo broker.rack=rack-d >> config/broker-4.properties',
      'kafka-storage.sh format --cluster-id "$CLUSTER_ID" --config config/broker-4.properties',
      'kafka-server-start.sh -daemon config/broker-4.properties',
    ].join('\n'),
  );
});

test('a group is one console consumer a member', () => {
  const members = [
    { id: 'c-1', processingUs: 0 },
    { id: 'c-2', processingUs: 0 },
  ];
  const group = { id: 'g', topics: ['orders'], members, configs: { 'auto.offset.reset': 'earliest' } };
  expect(commandLine({ do: 'add-group', group })?.split('\n')).toEqual(
    ['c-1', 'c-2'].map(
      (id) =>
        `kafka-console-consumer.sh ${server} --topic orders --group g --command-property client.id=${id} --command-property auto.offset.reset=earliest &`,
    ),
  );
  expect(commandLine({ do: 'add-group', group: { ...group, members: [] } })).toBeNull();
  // The console consumer commits only by itself, and takes every topic of a pattern.
  const commit = { call: 'commitSync', when: 'after' } as const;
  expect(commandLine({ do: 'add-group', group: { ...group, application: { commit } } })).toBeNull();
  const pattern = { ...group, topics: [], pattern: 'or.*' };
  expect(commandLine({ do: 'add-group', group: pattern })).toContain(" --include 'or.*' ");
});

test('the process of a consumer is stopped and goes on by signals', () => {
  expect(commandLine({ do: 'pause-consumer', member: 'c-1' })).toBe("pkill -STOP -f 'client\\.id=c-1( |$)'");
  expect(commandLine({ do: 'resume-consumer', member: 'c-1' })).toBe("pkill -CONT -f 'client\\.id=c-1( |$)'");
});

test.each<Command>([
  { do: 'slow-consumer', member: 'c', processingUs: 5 },
  { do: 'freeze-consumer', member: 'c' },
  { do: 'unfreeze-consumer', member: 'c' },
  { do: 'seek-consumer', member: 'c', topic: null, partition: null, to: 'end' },
  { do: 'pause-partitions', member: 'c', topic: 'orders', partition: 0 },
  { do: 'resume-partitions', member: 'c', topic: null, partition: null },
  { ...record, value: 'two\nlines' },
  { ...record, key: ':|;~' + '::->' },
  { ...record, partition: 0, value: null },
  { do: 'add-consumer', group: 'nobody', member: 'c', processingUs: 0 },
  { do: 'add-consumer', group: 'own', member: 'c', processingUs: 0 },
  { do: 'add-consumer', group: 'billing', member: 'c', processingUs: 0, assign: [{ topic: 'orders', partition: 0 }] },
  { do: 'change-producer', producer: 'nobody' },
])('%j has no command line', (command) => {
  expect(commandLine(command, context)).toBeNull();
});

/** What a shell would run: the programs are replaced by functions that print their arguments and input. */
function run(line: string): string {
  const stand = 'show() { printf "%s\\0" "$@"; cat; }; kafka_console_producer() { show "$@"; };';
  const script = `${stand} ${line.replaceAll('kafka-console-producer.sh', 'kafka_console_producer')}`;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', input: '' });
}

const oneLine = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\0\r\n]/g, ''));

property.prop([oneLine, oneLine], { numRuns: 40 })(
  'what is typed reaches the producer as it is, and nothing else runs',
  (key, value) => {
    const line = commandLine({ ...record, topic: '$(id)', key, value });
    if (line === null) return;
    const [, , , topic, , , , , , separator, text] = run(line).split('\0');
    const by = separator?.replace('key.separator=', '') ?? '';
    expect(topic).toBe('$(id)');
    expect(text).toBe(`${key}${by}${value}\n`);
    expect(text?.indexOf(by)).toBe(key.length);
  },
);

test('chaos has no command line, nor has a rack that nobody knows', () => {
  expect(commandLine({ do: 'start-chaos', profile: 'rough', seed: 1 })).toBe(null);
  expect(commandLine({ do: 'stop-chaos' })).toBe(null);
  expect(commandLine({ do: 'power-off-rack', rack: 'b' })).toBe(null);
});
