/** The values of a tensor as reals, as the chip has them, in float32, and their difference. */
import { realValues } from '../../../core/document/weights.ts';
import type { DeployedTensor } from '../../../core/graph/deployed.ts';
import type { Elements } from '../../../core/quant/elements.ts';
import { realsOf } from '../../../core/quant/layer-errors.ts';
import type { RunAnswer } from '../../../jobs/deploy-job.ts';

export type Side = 'chip' | 'float' | 'difference';

export interface ShownTensor {
  readonly tensor: DeployedTensor;
  /** As the chip holds it. */
  readonly stored: ArrayLike<number | bigint>;
  readonly chip: ArrayLike<number>;
  /** Undefined where the float network has no such value. */
  readonly float: ArrayLike<number> | undefined;
}

/** Undefined for a tensor without elements. */
export function shownTensor({ graph, realGraph, pairs, run }: RunAnswer, index: number): ShownTensor | undefined {
  const tensor = graph.tensors[index];
  const stored = run.tensors[index];
  if (tensor === undefined || stored === undefined) return undefined;
  const pair = pairs[index] ?? -1;
  const [other, values] = [realGraph?.tensors[pair], run.realTensors[pair]];
  const float = other === undefined || values === undefined || values.length !== stored.length ? undefined : realsIn(values, other);
  return { tensor, stored, chip: realsIn(stored, tensor), float };
}

/** Per channel where the tensor has a scale for each. */
function realsIn(elements: Elements, tensor: DeployedTensor): ArrayLike<number> {
  const { shape, quantization } = tensor;
  const isWeight = elements instanceof Int8Array || elements instanceof Int16Array || elements instanceof Int32Array;
  if (isWeight && quantization !== undefined && quantization.scales.length > 1)
    return realValues({ shape, values: elements, quantization });
  return realsOf(elements, tensor);
}

/** Of one side; undefined where there is none. */
export function sideValues({ chip, float }: ShownTensor, side: Side): ArrayLike<number> | undefined {
  if (side === 'chip') return chip;
  if (float === undefined || side === 'float') return float;
  return Float64Array.from(chip, (value, i) => value - float[i]!);
}
