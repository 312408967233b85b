/**
 * Frames of a sample: a network with SVDF layers runs on one frame after the other and remembers the last ones, so a sample may hold several;
 * what it gives for the last one counts. For training all frames are rows of one batch, and SVDF looks back along them.
 */
import { reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { DeployedGraph } from '../../core/graph/deployed.ts';
import { elementCount, type Shape } from '../../core/graph/tensor.ts';

/**
 * How many frames of the network's input a sample is, each of one or more of its rows; 1 where the network keeps nothing from run to run, or
 * the shapes do not fit.
 */
export function framesOf({ ops, tensors, inputs }: DeployedGraph, [rows = 1, ...row]: Shape): number {
  const looksBack = ops.some(({ code }) => code === 'SVDF') && !ops.some(({ code }) => code === 'UNIDIRECTIONAL_SEQUENCE_LSTM');
  const rowsPerFrame = elementCount(tensors[inputs[0]!]!.shape) / elementCount(row);
  return looksBack && Number.isInteger(rowsPerFrame) && rows % rowsPerFrame === 0 ? rows / rowsPerFrame : 1;
}

/** The node of the first layer that looks back on more than one frame. */
export function looksBackAt({ ops, tensors }: DeployedGraph): string | undefined {
  return ops.find(({ code, inputs }) => code === 'SVDF' && tensors[inputs[2]!]!.shape[1]! > 1)?.node;
}

/** [samples, frames, ...shape] as [samples x frames, ...shape]. */
export function asRows(samples: Tensor): Tensor {
  const [count, frames, ...shape] = samples.shape as [number, number, ...number[]];
  return reshape(samples, [count * frames, ...shape]);
}

/** What [samples x frames, ...shape] holds for each sample's last frame. */
export function lastFrame(rows: Tensor, frames: number): Tensor {
  const [count = 1, ...shape] = rows.shape;
  const size = elementCount(shape);
  const apart = reshape(rows, [count / frames, frames, size]);
  return reshape(slice(apart, [0, frames - 1, 0], [count / frames, 1, size]), [count / frames, ...shape]);
}
