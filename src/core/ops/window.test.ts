import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { windowCount } from './window.ts';

/** Counts windows by trying every place where one could start. */
function countByWalking(size: number, kernel: number, stride: number, dilation: number, padded: boolean): number {
  let count = 0;
  for (let start = 0; start < size; start += stride) {
    const last = start + (kernel - 1) * dilation;
    if (padded || last < size) count++;
  }
  return count;
}

describe('windows along a dimension', () => {
  it('counts those of the keyword-spotting stem: 49 by 10 with stride 2 gives 25 by 5', () => {
    expect(windowCount(49, 10, 2, 1, 'SAME')).toBe(25);
    expect(windowCount(10, 4, 2, 1, 'SAME')).toBe(5);
  });

  it('counts as many as fit when walked one by one', () => {
    const random = createRandom(11);
    for (let i = 0; i < 5_000; i++) {
      const [size, kernel, stride, dilation] = [random.int(1, 40), random.int(1, 9), random.int(1, 5), random.int(1, 3)];
      expect(Math.max(0, windowCount(size, kernel, stride, dilation, 'VALID'))).toBe(countByWalking(size, kernel, stride, dilation, false));
      expect(windowCount(size, kernel, stride, dilation, 'SAME')).toBe(countByWalking(size, kernel, stride, dilation, true));
    }
  });
});
