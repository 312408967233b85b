/** A binary heap of cuts: least peak first, and among equals the one that has executed most. */
export interface CutHeap {
  readonly size: number;
  push(cut: number, peakBytes: number, executed: number): void;
  /** The first cut and the peak it was pushed with; -1 when empty. */
  pop(): { readonly cut: number; readonly peakBytes: number };
}

interface Entry {
  readonly cut: number;
  readonly peakBytes: number;
  readonly executed: number;
}

export function createCutHeap(): CutHeap {
  const heap: Entry[] = [];
  return {
    get size() {
      return heap.length;
    },
    push(cut, peakBytes, executed) {
      heap.push({ cut, peakBytes, executed });
      siftUp(heap, heap.length - 1);
    },
    pop() {
      const first = heap[0];
      if (first === undefined) return { cut: -1, peakBytes: Infinity };
      const last = heap.pop()!;
      if (heap.length > 0) {
        heap[0] = last;
        siftDown(heap);
      }
      return first;
    },
  };
}

function comesFirst(a: Entry, b: Entry): boolean {
  return a.peakBytes !== b.peakBytes ? a.peakBytes < b.peakBytes : a.executed > b.executed;
}

function siftUp(heap: Entry[], from: number): void {
  let child = from;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!comesFirst(heap[child]!, heap[parent]!)) return;
    [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
    child = parent;
  }
}

function siftDown(heap: Entry[]): void {
  let parent = 0;
  for (;;) {
    let first = parent;
    for (const child of [2 * parent + 1, 2 * parent + 2]) {
      if (child < heap.length && comesFirst(heap[child]!, heap[first]!)) first = child;
    }
    if (first === parent) return;
    [heap[first], heap[parent]] = [heap[parent]!, heap[first]!];
    parent = first;
  }
}
