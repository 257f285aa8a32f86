import { expect, test } from 'vitest';
import { truncationOffset } from './truncation.ts';

test('both know the epoch: the shorter end decides', () => {
  expect(truncationOffset({ epoch: 2, endOffset: 7 }, { epoch: 2, endOffset: 9 }, 9, 5)).toEqual({
    offset: 7,
    done: true,
  });
});

test('the follower has only an older epoch: it cuts to that end and asks again', () => {
  expect(truncationOffset({ epoch: 3, endOffset: 7 }, { epoch: 1, endOffset: 4 }, 9, 2)).toEqual({
    offset: 4,
    done: false,
  });
});

test('the follower knows no such epoch: the leader decides', () => {
  expect(truncationOffset({ epoch: 3, endOffset: 7 }, undefined, 9, 2)).toEqual({ offset: 7, done: true });
});

test('the leader knows no end: back to the high watermark', () => {
  expect(truncationOffset({ epoch: -1, endOffset: -1 }, { epoch: 1, endOffset: 4 }, 9, 2)).toEqual({
    offset: 2,
    done: true,
  });
});
