import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { axisOf, validTaps } from './window.ts';
import type { Axis } from './window.ts';

/** Every tap of every output, asked one by one. */
function countedTaps({ input, output, kernel, stride, dilation, before }: Axis): number {
  let taps = 0;
  for (let at = 0; at < output; at++) {
    for (let tap = 0; tap < kernel; tap++) {
      const cell = at * stride - before + tap * dilation;
      if (cell >= 0 && cell < input) taps++;
    }
  }
  return taps;
}

describe('taps of a window inside the input', () => {
  it('are all of them without padding', () => {
    expect(validTaps(axisOf(10, 8, 3, 1, 1, 'VALID'))).toBe(24);
  });

  it('lose the ones over the ends with SAME padding, the smaller half before', () => {
    const axis = axisOf(10, 10, 4, 1, 1, 'SAME');
    expect(axis.before).toBe(1);
    expect(validTaps(axis)).toBe(10 * 4 - 1 - (1 + 2));
  });

  it('agree with counting them one by one on 3,000 random windows', () => {
    const random = createRandom(7);
    for (let i = 0; i < 3000; i++) {
      const [input, kernel, stride, dilation] = [random.int(1, 40), random.int(1, 9), random.int(1, 4), random.int(1, 3)];
      const reach = (kernel - 1) * dilation + 1;
      const same = random.int(0, 1) === 1 || reach > input;
      const output = same ? Math.ceil(input / stride) : Math.floor((input - reach) / stride) + 1;
      const axis = axisOf(input, output, kernel, stride, dilation, same ? 'SAME' : 'VALID');
      expect(validTaps(axis), JSON.stringify(axis)).toBe(countedTaps(axis));
    }
  });
});
