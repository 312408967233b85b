import type { DeployedGraph, DeployedTensor, Quantization } from '../../graph/deployed.ts';
import type { FlatWriter } from './flat-writer.ts';
import * as layout from './layout.ts';
import { SLOTS } from './schema.ts';

const { quantization: QUANTIZATION } = SLOTS;
/** Stands for a scale that only training will give; a power of two, so that it is exact. */
const PLACEHOLDER_SCALE = 1 / 128;

/** Every quantised tensor's parameters, then the zero points they share. `places`: where each refers to its parameters from. */
export function writeQuantization(out: FlatWriter, graph: DeployedGraph, places: ReadonlyMap<number, number>): void {
  const shared = new Map<number, number[]>();
  const depthwise = new Set(graph.ops.flatMap((op) => (op.code === 'DEPTHWISE_CONV_2D' ? [op.inputs[1]] : [])));
  for (const [index, place] of places) {
    const tensor = graph.tensors[index]!;
    const zeroPoints = writeParameters(out, tensor, place, quantizationOf(tensor, depthwise.has(index)));
    if (zeroPoints === undefined) continue;
    const count = layout.zeroPointCount(tensor);
    shared.set(count, [...(shared.get(count) ?? []), zeroPoints]);
  }
  for (const [count, references] of shared) writeSharedZeroPoints(out, count, references);
}

/** A file's own parameters, or placeholders; a depthwise kernel has its channels last. */
function quantizationOf(tensor: DeployedTensor, isDepthwiseKernel: boolean): Quantization {
  const { scaleCount } = tensor;
  return (
    tensor.quantization ?? {
      scales: Array.from({ length: scaleCount }, () => PLACEHOLDER_SCALE),
      zeroPoints: Array.from({ length: scaleCount }, () => 0),
      axis: isDepthwiseKernel && scaleCount > 1 ? tensor.shape.length - 1 : 0,
    }
  );
}

/** Returns where the zero points are referred to from, when they are shared and so not written yet. */
function writeParameters(out: FlatWriter, tensor: DeployedTensor, place: number, parameters: Quantization): number | undefined {
  const withAxis = layout.hasAxis(tensor);
  out.link(place);
  const table = out.table(withAxis ? layout.AXIS_QUANTIZATION_LAYOUT : layout.QUANTIZATION_LAYOUT);
  if (withAxis) out.int(table, QUANTIZATION.dimension, parameters.axis);
  out.child(table, QUANTIZATION.scale);
  out.floats(parameters.scales);
  const zeroPoints = out.place(table, QUANTIZATION.zeroPoint);
  if (!layout.sharesZeroPoints(tensor)) writeZeroPoints(out, [zeroPoints], parameters.zeroPoints);
  out.alignTo(8);
  return layout.sharesZeroPoints(tensor) ? zeroPoints : undefined;
}

function writeSharedZeroPoints(out: FlatWriter, count: number, references: readonly number[]): void {
  writeZeroPoints(
    out,
    references,
    Array.from({ length: count }, () => 0),
  );
}

function writeZeroPoints(out: FlatWriter, references: readonly number[], zeroPoints: readonly number[]): void {
  out.alignLongs();
  for (const reference of references) out.link(reference);
  out.longs(zeroPoints);
}
