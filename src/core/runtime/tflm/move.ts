/** Operators that move elements: reshape, concat, pad, slices, transposition, resizing, look-up. */
import type { OpCode } from '../../graph/deployed.ts';
import type { Kernel } from './ledger.ts';
import { opData, plainKernel, tempOperands, tensorAt } from './ledger.ts';

const EIGHT_DIMENSIONS_AND_COUNT = 'iiiiiiii i';
/** Left and right padding of up to five dimensions, the kind of padding, the output's zero point. */
const PAD_DATA = 'b iiiii b iiiii b i';

/** A kernel that copies its output's dimensions to change them (TFLM's CreateWritableTensorDimsWithCopy). */
function reshapingKernel<C extends OpCode>(params: string | undefined, preparedBytes: number): Kernel<C> {
  return {
    params,
    opData: opData(undefined),
    prepare(ledger, op, graph) {
      tempOperands(ledger, op);
      ledger.persist(4 + 4 * tensorAt(graph, op.outputs, 0).shape.length, 'dimensions of the output');
      if (preparedBytes > 0) ledger.persist(preparedBytes, 'operator data');
    },
  };
}

export const reshape: Kernel<'RESHAPE'> = plainKernel(EIGHT_DIMENSIONS_AND_COUNT);
export const squeeze: Kernel<'SQUEEZE'> = plainKernel(EIGHT_DIMENSIONS_AND_COUNT);
export const expandDims: Kernel<'EXPAND_DIMS'> = plainKernel(undefined);
export const transpose: Kernel<'TRANSPOSE'> = plainKernel(undefined);
export const resizeNearest: Kernel<'RESIZE_NEAREST_NEIGHBOR'> = plainKernel('bb');
export const resizeBilinear: Kernel<'RESIZE_BILINEAR'> = plainKernel('bb');
export const concatenation: Kernel<'CONCATENATION'> = plainKernel('ie', 'b pp h i i');
export const pad: Kernel<'PAD'> = plainKernel(undefined, PAD_DATA);
export const padV2: Kernel<'PADV2'> = plainKernel(undefined, PAD_DATA);
export const stridedSlice: Kernel<'STRIDED_SLICE'> = plainKernel('iiiii b', 'b iiiii b iiiii b iiiii hhhhh b');
export const slice: Kernel<'SLICE'> = plainKernel(undefined);
export const split: Kernel<'SPLIT'> = plainKernel('i');
export const depthToSpace: Kernel<'DEPTH_TO_SPACE'> = reshapingKernel('i', 0);
export const spaceToDepth: Kernel<'SPACE_TO_DEPTH'> = reshapingKernel('i', 0);
export const gather: Kernel<'GATHER'> = reshapingKernel('ii', 0);
export const embeddingLookup: Kernel<'EMBEDDING_LOOKUP'> = reshapingKernel(undefined, 8);
