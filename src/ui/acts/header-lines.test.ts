import { expect, test } from 'vitest';
import { headersOf, headersText } from './header-lines.ts';

test('a line is a header, and without a colon its value is null', () => {
  const text = 'trace: a:b c\n\nflag\r\nempty:';
  const headers = [
    { key: 'trace', value: 'a:b c' },
    { key: 'flag', value: null },
    { key: 'empty', value: '' },
  ];
  expect(headersOf(text)).toEqual(headers);
  expect(headersOf(headersText(headers))).toEqual(headers);
  expect(headersOf(' \n')).toEqual([]);
});
