/** PAD and PADV2: cells around the input, of the zero point, 0 or the value given. */
import { sameShape, shapeText } from '../../graph/tensor.ts';
import type { Elements } from '../elements.ts';
import { moveKernel, stridedMap, stridesOf } from './index-map.ts';
import type { IndexMap } from './index-map.ts';
import type { Prepare, Value } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { constantOf, expectSameType } from './quantization.ts';

export const pad: Prepare<'PAD' | 'PADV2'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  expectSameType(from, to);
  const table = constantOf(input(site, 1));
  const before = from.tensor.shape.map((_, d) => table[2 * d] ?? 0);
  const padded = from.tensor.shape.map((cells, d) => before[d]! + cells + (table[2 * d + 1] ?? 0));
  if (table.some((cells) => cells < 0) || !sameShape(padded, to.tensor.shape))
    refuse(`pads ${shapeText(from.tensor.shape)} to ${shapeText(padded)} for an output of ${shapeText(to.tensor.shape)}`);
  const filler = site.inputs[2];
  return moveKernel(from, to, padMap(from, to, before), (elements) => fillPads(elements, to, filler));
};

/** -1 everywhere but where the input lies. */
function padMap(from: Value, to: Value, before: readonly number[]): IndexMap {
  const strides = stridesOf(to.tensor.shape);
  const start = before.reduce((sum, cells, d) => sum + cells * strides[d]!, 0);
  const map = new Int32Array(to.elements.length).fill(-1);
  stridedMap(from.tensor.shape, strides, start).forEach((at, i) => {
    map[at] = i;
  });
  return map;
}

function fillPads(elements: Elements, to: Value, filler: Value | undefined): void {
  const value = filler === undefined ? defaultFill(to) : (constantOf(filler)[0] ?? 0);
  if (elements instanceof BigInt64Array || elements instanceof BigUint64Array) elements.fill(BigInt(value));
  else elements.fill(value);
}

/** int8 is padded with the zero point; other types with 0. */
function defaultFill({ tensor }: Value): number {
  return tensor.type === 'int8' ? (tensor.quantization?.zeroPoints[0] ?? 0) : 0;
}
