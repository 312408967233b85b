/** DEPTH_TO_SPACE and SPACE_TO_DEPTH: blocks of channels become blocks of cells, and back. */
import { sameShape, shapeText } from '../../graph/tensor.ts';
import { moveKernel, stridedMap, stridesOf } from './index-map.ts';
import type { IndexMap } from './index-map.ts';
import type { Prepare } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { expectSameType, shapeOf } from './quantization.ts';

/** For each element of the deep shape [batch, height, width, block, block, depth] in order, its index in the wide one. */
function wideIndices(deep: readonly number[], block: number): IndexMap {
  const [batches, height, width, channels] = deep as [number, number, number, number];
  const depth = channels / (block * block);
  const [batch, row, column] = stridesOf([batches, height * block, width * block, depth]) as [number, number, number];
  return stridedMap([batches, height, width, block, block, depth], [batch, row * block, column * block, row, column, 1]);
}

function inverse(map: IndexMap): IndexMap {
  const turned = new Int32Array(map.length);
  map.forEach((to, from) => {
    turned[to] = from;
  });
  return turned;
}

function expectBlocks(deep: readonly number[], wide: readonly number[], block: number): void {
  const [batches, height, width, channels] = deep as [number, number, number, number];
  if (!sameShape(wide, [batches, height * block, width * block, channels / (block * block)]))
    refuse(`takes blocks of ${block} between ${shapeText(deep)} and ${shapeText(wide)}`);
}

export const depthToSpace: Prepare<'DEPTH_TO_SPACE'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  const { blockSize } = site.options;
  expectSameType(from, to);
  expectBlocks(shapeOf(from, 4), shapeOf(to, 4), blockSize);
  return moveKernel(from, to, inverse(wideIndices(from.tensor.shape, blockSize)));
};

export const spaceToDepth: Prepare<'SPACE_TO_DEPTH'> = (site) => {
  const [from, to] = [input(site, 0), output(site)];
  const { blockSize } = site.options;
  expectSameType(from, to);
  expectBlocks(shapeOf(to, 4), shapeOf(from, 4), blockSize);
  return moveKernel(from, to, wideIndices(to.tensor.shape, blockSize));
};
