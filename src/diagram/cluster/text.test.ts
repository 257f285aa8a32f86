import { expect, test } from 'vitest';
import { firstThatFits, fitHead, fitText, textWidth } from './text.ts';

const mono = { size: 10, mono: true };

test('a Hangul syllable is one em wide, in either font', () => {
  expect(textWidth('가나', { size: 10 })).toBe(20);
  expect(textWidth('가나', mono)).toBe(20);
});

test('mono text has one width a character', () => {
  expect(textWidth('iiii', mono)).toBe(textWidth('MMMM', mono));
});

test('text that fits is left alone and text that does not ends in an ellipsis', () => {
  expect(fitText('orders', 40, mono)).toBe('orders');
  expect(fitText('orders', 30, mono)).toBe('orde…'.slice(0, 3) + '…');
  expect(fitText('orders', 3, mono)).toBe('');
});

test('a shortened name of a partition keeps its number', () => {
  expect(fitHead('clickstream', '-11', 50, mono)).toBe('clic…-11');
  expect(fitHead('clickstream', '-11', 20, mono)).toBe('-11');
});

test('whatever is shortened fits the width it was given', () => {
  for (let width = 7; width < 120; width++) {
    expect(textWidth(fitText('PreparingRebalance 재조정', width, { size: 11 }), { size: 11 })).toBeLessThanOrEqual(
      width,
    );
    expect(textWidth(fitHead('payments.europe', '-3', width, mono), mono)).toBeLessThanOrEqual(width);
  }
});

test('the longest wording that fits is taken', () => {
  expect(firstThatFits(['HW 24 · LEO 27', 'LEO 27', '27'], 40, mono)).toBe('LEO 27');
  expect(firstThatFits(['HW 24 · LEO 27', 'LEO 27', '27'], 13, mono)).toBe('27');
});
