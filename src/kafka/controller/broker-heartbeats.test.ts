import { expect, test } from 'vitest';
import { createHeartbeats, noteContact, takeExpiredContact } from './broker-heartbeats.ts';

// The order in which the BrokerHeartbeatTracker of Kafka 4.3.1 gave these contacts up, all equally old.
const twenty = Array.from({ length: 20 }, (_, i) => `${i + 1}/${100 + i * 37}`).join(' ');
test.each([
  ['1/101 2/102 3/103', '1/101 2/102 3/103'],
  ['3/40 1/38 2/39', '3/40 1/38 2/39'],
  ['1/11 2/12 3/14 4/15 5/17 6/40 7/44', '6/40 7/44 1/11 2/12 3/14 4/15 5/17'],
  ['1/7 1/70 1/700 2/4294967299 3/-1', '2/4294967299 1/70 1/7 1/700 3/-1'],
  [
    twenty,
    '1/100 9/396 17/692 2/137 10/433 18/729 3/174 11/470 19/766 4/211 12/507 20/803 5/248 13/544 6/285 14/581 7/322 ' +
      '15/618 8/359 16/655',
  ],
])('the sessions %s end in the order of a hash table', (contacts, order) => {
  const heartbeats = createHeartbeats(0);
  for (const contact of contacts.split(' ')) {
    const [id = 0, epoch = 0] = contact.split('/').map(Number);
    noteContact(heartbeats, id, epoch, 0);
  }
  const ended: string[] = [];
  for (;;) {
    const contact = takeExpiredContact(heartbeats, 9_000_001, 9000);
    if (contact === null) break;
    ended.push(`${contact.id}/${contact.epoch}`);
  }
  expect(ended.join(' ')).toBe(order);
});

test('a session that is exactly as old as the timeout goes on', () => {
  const heartbeats = createHeartbeats(0);
  noteContact(heartbeats, 1, 5, 0);
  expect(takeExpiredContact(heartbeats, 9_000_000, 9000)).toBe(null);
});
