/** Updates of parameters in place, and fake quantization. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import { wasmKernel } from './wasm-kernel.ts';

export const ADAM_UPDATE = 'AdamUpdate';
export const MOMENTUM_UPDATE = 'MomentumUpdate';
export const FAKE_QUANTIZE = 'FakeQuantize';
export const FAKE_QUANTIZE_GRADIENT = 'FakeQuantizeGradient';

export interface AdamStep {
  /** Learning rate and epsilon, corrected for the bias of the running means. */
  readonly rate: number;
  readonly epsilon: number;
  readonly beta1: number;
  readonly beta2: number;
  /** 1 - learning rate x weight decay. */
  readonly keep: number;
}

export interface MomentumStep {
  readonly rate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly keep: number;
}

export interface Levels {
  /** The first and the last integer. */
  readonly low: number;
  readonly high: number;
  /** Axis of the scales when there is more than one. */
  readonly axis: number;
}

export function updateKernels(heap: Heap): readonly KernelConfig[] {
  const addresses = (...tensors: readonly (TensorInfo | undefined)[]): number[] => tensors.map((tensor) => heap.at(tensor!));
  return [
    wasmKernel(ADAM_UPDATE, ({ parameter, gradient, m, v }, attrs) => {
      const { rate, beta1, beta2, epsilon, keep } = attrs as AdamStep;
      heap.run(['adam', ...addresses(parameter, gradient, m, v), sizeOf(parameter!), rate, beta1, beta2, epsilon, keep]);
      return [];
    }),
    wasmKernel(MOMENTUM_UPDATE, ({ parameter, gradient, velocity }, attrs) => {
      const { rate, momentum, nesterov, keep } = attrs as MomentumStep;
      heap.run(['descend', ...addresses(parameter, gradient, velocity), sizeOf(parameter!), rate, momentum, Number(nesterov), keep]);
      return [];
    }),
    wasmKernel(FAKE_QUANTIZE, ({ x, scale, zero }, attrs) => {
      const y = heap.output(x!.shape);
      heap.run(['fakeQuantize', ...addresses(x, scale, zero, y), sizeOf(x!), ...groupsOf(x!, scale!, attrs as Levels)]);
      return y;
    }),
    wasmKernel(FAKE_QUANTIZE_GRADIENT, ({ x, scale, zero, dy }, attrs) => {
      const [dx, dScale] = [heap.output(x!.shape), heap.output(scale!.shape)];
      const groups = groupsOf(x!, scale!, attrs as Levels);
      heap.run(['fakeQuantizeGradient', ...addresses(x, scale, zero, dy, dx, dScale), sizeOf(x!), ...groups]);
      return [dx, dScale];
    }),
  ];
}

function sizeOf({ shape }: TensorInfo): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** How many scales, how many neighbours share one, and the levels. */
function groupsOf(x: TensorInfo, scale: TensorInfo, { low, high, axis }: Levels): readonly number[] {
  const run = x.shape.slice(axis + 1).reduce((product, side) => product * side, 1);
  return [sizeOf(scale), run, low, high];
}
