/** RESHAPE, SQUEEZE and EXPAND_DIMS: the same elements in the same order. */
import { copyKernel } from './index-map.ts';
import type { Prepare } from './kernel.ts';
import { input, output } from './kernel.ts';
import { expectSameCount, expectSameType } from './quantization.ts';

export const reshape: Prepare<'RESHAPE' | 'SQUEEZE' | 'EXPAND_DIMS'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  expectSameType(from, to);
  expectSameCount(from, to);
  return copyKernel(from, to);
};
