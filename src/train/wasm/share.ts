/** Ways to divide a kernel's work among the threads. */
import type { Heap, Range, Task } from '../backends/heap.ts';
import { rangesOf, spaced } from '../backends/heap.ts';
import { FLOAT_BYTES } from './window.ts';

/** One task a range of images, each with scratch memory of its own. */
export function eachRange(heap: Heap, images: number, scratchBytes: number, task: (range: Range, scratch: number) => Task): void {
  const ranges = rangesOf(images, heap.threads);
  const bytes = spaced(scratchBytes);
  heap.lend(bytes * ranges.length, (scratch) => heap.run(...ranges.map((range, part) => task(range, scratch + part * bytes))));
}

/** `count` float32 at `to` that are sums over `things`: each range of things sums into a row of its own, then the rows are added in their order. */
export function sumRanges(
  heap: Heap,
  things: number,
  sums: { readonly to: number; readonly count: number; readonly scratchBytes: number },
  task: (range: Range, to: number, scratch: number) => Task,
): void {
  const { to, count, scratchBytes } = sums;
  const ranges = rangesOf(things, heap.threads);
  const [row, own] = [spaced(count * FLOAT_BYTES), spaced(scratchBytes)];
  heap.lend((row + own) * ranges.length, (at) => {
    const scratch = at + row * ranges.length;
    if (ranges.length === 1) return heap.run(task(ranges[0]!, to, scratch));
    heap.run(...ranges.map((range, part) => task(range, at + part * row, scratch + part * own)));
    heap.run(['sumRows', at, row, ranges.length, to, count]);
  });
}
