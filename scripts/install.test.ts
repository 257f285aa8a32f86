import { expect, test } from 'vitest';
import { isInstalled, nodeComplaint } from './install.mjs';

test('Node 20.19, 22.12 and everything later is fit, and what is older is refused in a sentence', () => {
  for (const version of ['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.1.0']) {
    expect(nodeComplaint(version)).toBeUndefined();
  }
  for (const version of ['18.20.0', '20.18.3', '21.7.0', '22.11.0']) {
    expect(nodeComplaint(version)).toContain(`this is Node ${version}.`);
  }
});

test('the packages that these tests run with are the ones of the lockfile', () => {
  expect(isInstalled()).toBe(true);
});
