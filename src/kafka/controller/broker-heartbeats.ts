import { assert } from '../../base/assert.ts';
import { hashSlot } from './contact-order.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';

/**
 * What only the active controller knows, from the brokers' heartbeats (BrokerHeartbeatManager, BrokerHeartbeatTracker).
 * Nothing of it is in the metadata log; a new active controller starts over (`activateHeartbeats`).
 */
export interface BrokerHeartbeats {
  /** Checkpoint generation of the last copy. */
  cow: number;
  readonly brokers: Map<number, BrokerHeartbeat>;
  /** Last contact of each broker epoch, in the order of first contact. */
  contacts: readonly BrokerContact[];
  /** Slots of Kafka's hash table of contacts; it never shrinks. Its order decides whose session is ended first. */
  contactSlots: number;
}

/** Immutable. */
export interface BrokerHeartbeat {
  readonly id: number;
  readonly fenced: boolean;
  /** Metadata offset of its last heartbeat; −1: none yet. */
  readonly metadataOffset: number;
  /** The metadata log must reach every active broker up to here before this one may go; −1: no controlled shutdown. */
  readonly controlledShutdownOffset: number;
}

/** Immutable. */
export interface BrokerContact {
  readonly id: number;
  readonly epoch: number;
  /** Microseconds. */
  readonly at: number;
}

export function createHeartbeats(cow: number): BrokerHeartbeats {
  return { cow, brokers: new Map(), contacts: [], contactSlots: 16 };
}

export function copyHeartbeats(heartbeats: BrokerHeartbeats, cow: number): BrokerHeartbeats {
  return { ...heartbeats, cow, brokers: new Map(heartbeats.brokers) };
}

/** A new active controller: every unfenced broker begins a whole session (ClusterControlManager.activate). */
export function activateHeartbeats(heartbeats: BrokerHeartbeats, image: MetadataImage, nowUs: number): void {
  heartbeats.brokers.clear();
  heartbeats.contacts = [];
  heartbeats.contactSlots = 16;
  for (const broker of image.brokers.values()) {
    register(heartbeats, broker.id, broker.fenced);
    if (!broker.fenced) noteContact(heartbeats, broker.id, broker.epoch, nowUs);
  }
}

/** A heartbeat came in, whatever it will be answered (BrokerHeartbeatTracker.updateContactTime). */
export function noteContact(heartbeats: BrokerHeartbeats, id: number, epoch: number, nowUs: number): void {
  const contact = { id, epoch, at: nowUs };
  const at = heartbeats.contacts.findIndex((known) => known.id === id && known.epoch === epoch);
  if (at >= 0) {
    heartbeats.contacts = heartbeats.contacts.with(at, contact);
    return;
  }
  heartbeats.contacts = [...heartbeats.contacts, contact];
  while (heartbeats.contacts.length >= heartbeats.contactSlots * 0.75) heartbeats.contactSlots *= 2;
}

function isExpired(contact: BrokerContact, nowUs: number, sessionTimeoutMs: number): boolean {
  return contact.at + sessionTimeoutMs * 1000 < nowUs;
}

/** This incarnation was heard of within broker.session.timeout.ms, even if it is fenced. */
export function hasValidSession(
  heartbeats: BrokerHeartbeats,
  id: number,
  epoch: number,
  nowUs: number,
  sessionTimeoutMs: number,
): boolean {
  const contact = heartbeats.contacts.find((known) => known.id === id && known.epoch === epoch);
  return contact !== undefined && !isExpired(contact, nowUs, sessionTimeoutMs);
}

/** Forgets one contact that is too old and gives it, or null: the first in the order of Kafka's hash table. */
export function takeExpiredContact(
  heartbeats: BrokerHeartbeats,
  nowUs: number,
  sessionTimeoutMs: number,
): BrokerContact | null {
  let found: BrokerContact | null = null;
  for (const contact of heartbeats.contacts) {
    if (!isExpired(contact, nowUs, sessionTimeoutMs)) continue;
    const slots = heartbeats.contactSlots;
    if (found === null || hashSlot(contact, slots) < hashSlot(found, slots)) found = contact;
  }
  if (found !== null) heartbeats.contacts = heartbeats.contacts.filter((contact) => contact !== found);
  return found;
}

/** Makes the broker known with this fencing state (BrokerHeartbeatManager.register). */
function register(heartbeats: BrokerHeartbeats, id: number, fenced: boolean): void {
  const known = heartbeats.brokers.get(id);
  // An unchanged fencing state forgets the offset, as Kafka does.
  const metadataOffset = known !== undefined && known.fenced !== fenced ? known.metadataOffset : -1;
  const controlledShutdownOffset = known?.controlledShutdownOffset ?? -1;
  heartbeats.brokers.set(id, { id, fenced, metadataOffset, controlledShutdownOffset });
  touchBroker(heartbeats, id, fenced, metadataOffset);
}

/** BrokerHeartbeatManager.touch: a fenced broker leaves its controlled shutdown. */
export function touchBroker(heartbeats: BrokerHeartbeats, id: number, fenced: boolean, metadataOffset: number): void {
  const known = heartbeats.brokers.get(id);
  assert(known !== undefined, `broker ${id} is known`);
  const controlledShutdownOffset = fenced ? -1 : known.controlledShutdownOffset;
  heartbeats.brokers.set(id, { id, fenced, metadataOffset, controlledShutdownOffset });
}

/**
 * The controller replays records that it has written or read; `image` is the one after them. To be called for every
 * batch while active.
 */
export function replayOnHeartbeats(
  heartbeats: BrokerHeartbeats,
  records: readonly MetadataRecord[],
  image: MetadataImage,
): void {
  for (const record of records) {
    if (record.type === 'RegisterBrokerRecord') {
      heartbeats.brokers.delete(record.brokerId);
      register(heartbeats, record.brokerId, record.fenced);
    } else if (record.type === 'UnregisterBrokerRecord') {
      heartbeats.brokers.delete(record.brokerId);
    } else if (record.type === 'BrokerRegistrationChangeRecord') {
      register(heartbeats, record.brokerId, image.brokers.get(record.brokerId)?.fenced ?? true);
    }
  }
}

/**
 * To be called when the records of a heartbeat are written whose result says `inControlledShutdown`, with the offset of
 * the last of them, or the log's last offset when there are none. Only the first call of a shutdown counts.
 */
export function noteControlledShutdownOffset(heartbeats: BrokerHeartbeats, id: number, offset: number): void {
  const known = heartbeats.brokers.get(id);
  assert(known !== undefined && !known.fenced, `broker ${id} is known and not fenced`);
  if (known.controlledShutdownOffset >= 0) return;
  heartbeats.brokers.set(id, { ...known, controlledShutdownOffset: offset });
}

/** The lowest metadata offset of a broker that is neither fenced nor shutting down; Infinity: there is none. */
export function lowestActiveOffset(heartbeats: BrokerHeartbeats): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const broker of heartbeats.brokers.values()) {
    if (broker.fenced || broker.controlledShutdownOffset >= 0) continue;
    lowest = Math.min(lowest, broker.metadataOffset);
  }
  return lowest;
}
