/** A binary heap in a plain array: `before(x, y)` is true when x must leave before y. It must be a strict total order. */
export type Before<T> = (x: T, y: T) => boolean;

export function heapPush<T>(heap: T[], item: T, before: Before<T>): void {
  let at = heap.length;
  heap.push(item);
  while (at > 0) {
    const up = (at - 1) >> 1;
    const parent = heap[up] as T;
    if (!before(item, parent)) break;
    heap[at] = parent;
    at = up;
  }
  heap[at] = item;
}

/** Removes and gives the first item, or undefined when the heap is empty. */
export function heapPop<T>(heap: T[], before: Before<T>): T | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  const size = heap.length;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && before(heap[child + 1] as T, heap[child] as T)) child++;
    const below = heap[child] as T;
    if (!before(below, last)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
  return first;
}
