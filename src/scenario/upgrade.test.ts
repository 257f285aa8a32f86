import { expect, test } from 'vitest';
import { checkChain, type Upgrader, upgradeDocument } from './upgrade.ts';

const rename: Upgrader = ({ nodes, ...rest }) => ({ ...rest, brokers: nodes });
const count: Upgrader = ({ brokers, ...rest }) => ({ ...rest, brokers, count: 1 });
const steps = new Map([
  [1, rename],
  [2, count],
]);

test('a document goes up one version at a time', () => {
  expect(upgradeDocument({ version: 1, nodes: 'a' }, steps, 3)).toEqual({
    ok: true,
    value: { version: 3, brokers: 'a', count: 1 },
  });
  expect(upgradeDocument({ version: 2, brokers: 'b' }, steps, 3)).toMatchObject({
    value: { version: 3, brokers: 'b' },
  });
  expect(upgradeDocument({ version: 3 }, steps, 3)).toEqual({ ok: true, value: { version: 3 } });
});

test('a chain with a gap or a step too many is our own mistake', () => {
  expect(() => checkChain(new Map([[2, count]]), 3)).toThrow('version 1 can be upgraded');
  expect(() => checkChain(steps, 2)).toThrow('no upgrade leads nowhere');
  expect(() => checkChain(steps, 3)).not.toThrow();
});

test.each([
  [{}, 'missing'],
  [{ version: '1' }, 'wrong-type'],
  [{ version: 1.5 }, 'not-whole'],
  [{ version: 0 }, 'too-small'],
])('%j has no version to start from', (document, code) => {
  expect(upgradeDocument(document)).toMatchObject({ ok: false, error: { path: 'version', reason: { code } } });
});
