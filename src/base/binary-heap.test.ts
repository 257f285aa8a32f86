import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heapPop, heapPush } from './binary-heap.ts';

interface Item {
  readonly at: number;
  readonly sequence: number;
}

const before = (x: Item, y: Item): boolean => x.at < y.at || (x.at === y.at && x.sequence < y.sequence);

test('items leave in order, whatever the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(20), { nil: null })), (steps) => {
      const heap: Item[] = [];
      const model: Item[] = [];
      let sequence = 0;
      for (const at of steps) {
        if (at === null) {
          model.sort((x, y) => x.at - y.at || x.sequence - y.sequence);
          expect(heapPop(heap, before)).toEqual(model.shift());
        } else {
          const item = { at, sequence: sequence++ };
          heapPush(heap, item, before);
          model.push(item);
        }
        expect(heap).toHaveLength(model.length);
      }
    }),
  );
});
