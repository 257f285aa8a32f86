import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { formatProperties, parseProperties } from './java-properties.ts';

const read = (text: string) => {
  const properties = parseProperties(encodeUtf8(text));
  return properties.ok ? Object.fromEntries(properties.value) : properties.error.class;
};

test('comments, continued lines, separators and escapes are read as java.util.Properties reads them', () => {
  const text =
    'a=b\\\n  c=d\nx : y\n!c\n k\\ e\\:y = v \\u00e9 \nonly\n=empty\n\\\nq=1\n#z\\\nw=2\ne\\\n\nf=3\n\\=a==b\nt\\ty\\\\=c:\\\\\nend\\';
  expect(read(text)).toEqual({
    '': 'empty',
    '=a': '=b',
    a: 'bc=d',
    e: '',
    end: '',
    f: '3',
    'k e:y': 'v é ',
    only: '',
    q: '1',
    't\ty\\': 'c:\\',
    w: '2',
    x: 'y',
  });
});

test('a file is Latin-1 to Java, and a bad \\u is refused', () => {
  expect(read('name=é')).toEqual({ name: 'Ã©' });
  expect(read('name=\\u12g4')).toBe('IllegalArgumentException');
});

test('what is written escapes what a reader would take for syntax', () => {
  const text = formatProperties(new Map([['a key', '  two\tblanks #1']]), 'Thu Jan 01 00:00:00 UTC 1970');
  expect(text).toBe('#\n#Thu Jan 01 00:00:00 UTC 1970\na\\ key=\\  two\\tblanks \\#1\n');
  expect(read(text)).toEqual({ 'a key': '  two\tblanks #1' });
});
