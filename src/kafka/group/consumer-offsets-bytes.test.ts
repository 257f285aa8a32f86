import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MalformedBytes } from '../../base/bytes.ts';
import { fromHex, hex } from '../../base/hex.ts';
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from './consumer-protocol.ts';
import {
  decodeGroupMetadataKey,
  decodeGroupMetadataValue,
  encodeGroupMetadataKey,
  encodeGroupMetadataValue,
} from './group-metadata-record.ts';
import {
  decodeOffsetCommitKey,
  decodeOffsetCommitValue,
  encodeOffsetCommitKey,
  encodeOffsetCommitValue,
} from './offset-commit-record.ts';

interface Case {
  readonly name: string;
  readonly in: {
    readonly kind: string;
    readonly recordName?: string;
    readonly keyType?: 0 | 1;
    readonly key?: { readonly group: string; readonly topic?: string; readonly partition?: number };
    readonly valueVersion?: number | null;
    readonly value?: Record<string, unknown> | null;
    readonly version?: number;
    readonly topics?: readonly string[];
    readonly partitions?: readonly [string, number][];
    readonly userData?: string | null;
    readonly ownedPartitions?: readonly [string, number][];
    readonly generationId?: number;
    readonly rackId?: string | null;
  };
  readonly out: {
    readonly bytes?: string;
    readonly key?: string;
    readonly value?: string | null;
    readonly decoded?: unknown;
  };
}

// Bytes that Kafka itself wrote, with their meaning.
const file = new URL('../../../vectors/offsets-schema.json.gz', import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { cases: Case[] };
const ofKind = (...kinds: string[]): Case[] => cases.filter((c) => kinds.includes(c.in.recordName ?? c.in.kind));

const pairs = (list: readonly [string, number][]) => list.map(([topic, partition]) => ({ topic, partition }));
const bytesOrNull = (text: string | null | undefined) => (text === null || text === undefined ? null : fromHex(text));

/** The 16 bytes of a base64url topic id. */
const topicIdBytes = (id: unknown) => (typeof id === 'string' ? new Uint8Array(Buffer.from(id, 'base64url')) : null);

test.each(ofKind('OFFSET_COMMIT', 'LEGACY_OFFSET_COMMIT').map((c) => [c.name, c] as const))(
  'an offset commit record has the bytes of Kafka: %s',
  (_, { in: input, out }) => {
    const key = { keyType: input.keyType ?? 1, topic: '', partition: 0, group: '', ...input.key };
    expect(hex(encodeOffsetCommitKey(key))).toBe(out.key);
    expect(decodeOffsetCommitKey(fromHex(out.key ?? ''))).toEqual(key);
    if (typeof out.value !== 'string') return;
    if (typeof input.value?.offset === 'string') {
      // Beyond 2^53, where no simulated log comes.
      expect(() => decodeOffsetCommitValue(fromHex(out.value ?? ''))).toThrow(MalformedBytes);
      return;
    }
    const value = {
      offset: Number(input.value?.offset),
      leaderEpoch: Number(input.value?.leaderEpoch ?? -1),
      metadata: String(input.value?.metadata),
      commitTimestamp: Number(input.value?.commitTimestamp),
      expireTimestamp: Number(input.value?.expireTimestamp ?? -1),
      topicId: topicIdBytes(input.value?.topicId),
    };
    expect(hex(encodeOffsetCommitValue(value, input.valueVersion ?? 0))).toBe(out.value);
    expect(decodeOffsetCommitValue(fromHex(out.value))).toEqual(value);
  },
);

test.each(ofKind('GROUP_METADATA').map((c) => [c.name, c] as const))(
  'a group metadata record has the bytes of Kafka: %s',
  (_, { in: input, out }) => {
    expect(hex(encodeGroupMetadataKey(input.key?.group ?? ''))).toBe(out.key);
    expect(decodeGroupMetadataKey(fromHex(out.key ?? ''))).toBe(input.key?.group);
    if (typeof out.value !== 'string') return;
    const decoded = decodeGroupMetadataValue(fromHex(out.value));
    const members = (input.value?.members ?? []) as Record<string, unknown>[];
    expect(decoded).toEqual({
      currentStateTimestamp: -1,
      ...input.value,
      members: members.map((member) => ({
        groupInstanceId: null,
        rebalanceTimeout: -1,
        ...member,
        subscription: fromHex(String(member.subscription)),
        assignment: fromHex(String(member.assignment)),
      })),
    });
    expect(hex(encodeGroupMetadataValue(decoded, input.valueVersion ?? 0))).toBe(out.value);
  },
);

test.each(ofKind('subscription').map((c) => [c.name, c] as const))(
  'a subscription has the bytes of Kafka: %s',
  (_, { in: input, out }) => {
    const subscription = {
      topics: input.topics ?? [],
      userData: bytesOrNull(input.userData),
      ownedPartitions: pairs(input.ownedPartitions ?? []),
      generationId: input.generationId ?? -1,
      rackId: input.rackId ?? null,
    };
    expect(hex(encodeSubscription(subscription, input.version))).toBe(out.bytes);
    const decoded = decodeSubscription(fromHex(out.bytes ?? ''));
    expect({
      ...decoded,
      userData: decoded.userData === null ? null : hex(decoded.userData),
      ownedPartitions: decoded.ownedPartitions.map(({ topic, partition }) => [topic, partition]),
    }).toEqual(out.decoded);
  },
);

test.each(ofKind('assignment').map((c) => [c.name, c] as const))(
  'an assignment has the bytes of Kafka: %s',
  (_, { in: input, out }) => {
    const assignment = { partitions: pairs(input.partitions ?? []), userData: bytesOrNull(input.userData) };
    expect(hex(encodeAssignment(assignment, input.version))).toBe(out.bytes);
    const decoded = decodeAssignment(fromHex(out.bytes ?? ''));
    expect(hex(encodeAssignment(decoded, input.version))).toBe(out.bytes);
  },
);
