/** The geometry of a convolution as the kernels take it. */
import { backend_util } from '@tensorflow/tfjs-core';

export type Conv2DInfo = backend_util.Conv2DInfo;

export interface Convolution {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export function windowOf(x: readonly number[], filter: readonly number[], of: Convolution, depthwise = false): Conv2DInfo {
  return backend_util.computeConv2DInfo(
    x as [number, number, number, number],
    filter as [number, number, number, number],
    of.strides,
    of.dilations ?? 1,
    of.pad,
    of.dimRoundingMode,
    depthwise,
  );
}

/** Height and width of the image with its padding: as much as the windows reach. */
export function paddedSize(info: Conv2DInfo): { readonly tall: number; readonly wide: number } {
  const reachH = (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight;
  const reachW = (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth;
  return {
    tall: Math.max(reachH, info.inHeight + info.padInfo.top),
    wide: Math.max(reachW, info.inWidth + info.padInfo.left),
  };
}

/** Sides of image, padded image and result, with the filter's: the tail of most kernels' parameters. */
export function sidesOf(info: Conv2DInfo): readonly number[] {
  const { tall, wide } = paddedSize(info);
  return [info.inHeight, info.inWidth, info.inChannels, tall, wide, info.padInfo.top, info.padInfo.left, info.outHeight, info.outWidth];
}

export function filterOf(info: Conv2DInfo): readonly number[] {
  return [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth, info.dilationHeight, info.dilationWidth];
}

export const FLOAT_BYTES = 4;

/** Bytes of a right-hand side of `depth` rows in panels of eight columns. */
export function panelBytes(depth: number, columns: number): number {
  return Math.ceil(columns / 8) * 8 * depth * FLOAT_BYTES;
}
