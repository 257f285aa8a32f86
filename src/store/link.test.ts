import { deflateRawSync } from 'node:zlib';
import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunDocument } from '../scenario/document.ts';
import { limits } from '../scenario/limits.ts';
import { firstPreset } from '../scenario/presets/index.ts';
import { sealText } from '../scenario/sealed-text.ts';
import { aDocument, anyDocument } from '../scenario/testing/documents.ts';
import type { Command } from '../sim/command.ts';
import { decodeRunDocument, encodeRunDocument, readLink, writeLink } from './link.ts';

const sealed = (json: string | Uint8Array) => `s=${sealText(deflateRawSync(json))}`;

const edited: RunDocument = {
  ...firstPreset.document,
  commands: [{ atUs: 20_000_000, command: { do: 'kill-broker', broker: 2 } }],
  momentUs: 23_000_000,
};

property.prop([anyDocument])('a document goes through a link unchanged', async (document) => {
  const text = await encodeRunDocument(document);
  expect(await decodeRunDocument(text)).toEqual({ ok: true, value: document });
  expect(await readLink(`#${text}`)).toEqual({ ok: true, value: { document, unknown: [] } });
});

property.prop([anyDocument, fc.nat(), fc.nat(65_535)])(
  'a text with one character changed is never another run',
  async (document, at, unit) => {
    const text = await encodeRunDocument({ ...document, preset: 'custom' });
    const place = at % text.length;
    const changed = text.slice(0, place) + String.fromCharCode(unit) + text.slice(place + 1);
    const decoded = await decodeRunDocument(changed);
    if (changed !== text) expect(decoded.ok).toBe(false);
  },
);

property.prop([anyDocument, fc.nat()])('a text that was cut off is a problem', async (document, at) => {
  const text = await encodeRunDocument({ ...document, preset: 'custom' });
  expect((await decodeRunDocument(text.slice(0, at % text.length))).ok).toBe(false);
});

property.prop([fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 2000 }), fc.base64String())])(
  'hostile text is a problem, never an exception',
  async (text) => {
    for (const hash of [text, `#${text}`, `s=${text}`, `s=1.${text}`, `p=${text}`]) {
      expect((await decodeRunDocument(hash)).ok).toBe(false);
    }
  },
);

property.prop([fc.uint8Array({ minLength: 1, maxLength: 300 })])(
  'bytes that are no deflate stream are a problem',
  async (bytes) => {
    expect((await decodeRunDocument(`s=${sealText(bytes)}`)).ok).toBe(false);
  },
);

property.prop([fc.json()])('JSON that is no document is a problem', async (json) => {
  expect((await decodeRunDocument(sealed(json))).ok).toBe(false);
});

test('an act on a preset fits into a short line', async () => {
  expect((await encodeRunDocument(edited)).length).toBeLessThan(260);
  expect(await encodeRunDocument(firstPreset.document)).toBe('p=first-cluster');
});

test.each([
  ['s=2.AAAA', { kind: 'future-version', of: 'link', version: 2, known: 1 }],
  ['s=1.', { kind: 'cut' }],
  ['s=1.AAAAAAAA', { kind: 'cut' }],
  ['s=AAAA', { kind: 'not-samsa' }],
  ['s=0.AAAA', { kind: 'not-samsa' }],
  ['', { kind: 'not-samsa' }],
])('%j is told by its kind', async (text, problem) => {
  expect(await decodeRunDocument(text)).toEqual({ ok: false, error: problem });
});

test('a document from the future is told by its version', async () => {
  expect(await decodeRunDocument(sealed('{"version":7,"preset":"first-cluster","base":"?"}'))).toEqual({
    ok: false,
    error: { kind: 'future-version', of: 'document', version: 7, known: 1 },
  });
});

test('a document with a mistake is told by its place', async () => {
  const json = JSON.stringify({ ...aDocument(), seed: -1 });
  expect(await decodeRunDocument(sealed(json))).toEqual({
    ok: false,
    error: { kind: 'invalid', path: 'seed', reason: { code: 'too-small', min: 0 } },
  });
});

test('a small text that would inflate to much is dropped at 512 KiB', async () => {
  const bomb = sealed(new Uint8Array(40_000_000));
  expect(bomb.length).toBeLessThan(limits.linkText);
  expect(await decodeRunDocument(bomb)).toEqual({
    ok: false,
    error: { kind: 'too-large', what: 'document', limit: limits.linkJson },
  });
});

test('JSON nested without end is a problem', async () => {
  const deep = `{"version":1,"setup":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  expect((await decodeRunDocument(sealed(deep))).ok).toBe(false);
});

test('an absurdly long text is not looked at', async () => {
  const problem = { ok: false, error: { kind: 'too-large', what: 'link', limit: limits.linkText } };
  expect(await decodeRunDocument(`s=1.${'A'.repeat(50_000_000)}`)).toEqual(problem);
});

test('a document that is too large for a link says so when it is written', async () => {
  let state = 1;
  const noise = () => {
    let text = '';
    for (let i = 0; i < 250; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      text += String.fromCharCode(0x4e00 + (state >>> 18));
    }
    return text;
  };
  const many = (acts: number): RunDocument => {
    const command = (): Command => ({
      do: 'produce-record',
      topic: 'orders',
      partition: null,
      key: null,
      value: noise(),
      acks: 'all',
    });
    return aDocument({ commands: Array.from({ length: acts }, (_, i) => ({ atUs: i, command: command() })) });
  };
  expect((await writeLink(many(20))).ok).toBe(true);
  expect(await writeLink(many(300))).toMatchObject({ error: { kind: 'too-large', what: 'link' } });
  expect(await writeLink(many(1000))).toMatchObject({ error: { kind: 'too-large', what: 'document' } });
});

test('parameters that mean nothing are handed on to be told', async () => {
  expect(await readLink(`#${await encodeRunDocument(edited)}&lens=sequence`)).toEqual({
    ok: true,
    value: { document: edited, unknown: ['lens'] },
  });
  expect(await readLink('')).toEqual({ ok: true, value: { document: null, unknown: [] } });
});
