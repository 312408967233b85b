import type { DeployedGraph } from '../../graph/deployed.ts';
import type { Origin } from '../../lower/quantize.ts';
import { sameOperator, withoutTail } from './import-check.ts';

/**
 * Which of the file's tensors each lowered tensor stands for, as an Origin keeps it; undefined when the two graphs differ in more than the
 * order of their tensors.
 */
export function tensorPlaces(lowered: DeployedGraph, file: DeployedGraph): Pick<Origin, 'tensorOrder' | 'sharedTensors'> | undefined {
  const inFile = fileIndices(lowered, file);
  if (inFile === undefined) return undefined;
  const tensorOrder = file.tensors.map(() => -1);
  const sharedTensors: number[] = [];
  inFile.forEach((place, index) => {
    if (tensorOrder[place] === -1) tensorOrder[place] = index;
    else sharedTensors.push(index, place);
  });
  const isSame = sharedTensors.length === 0 && tensorOrder.every((index, i) => index === i);
  return { tensorOrder: isSame ? [] : tensorOrder, ...(sharedTensors.length === 0 ? {} : { sharedTensors }) };
}

/** For each lowered tensor its index in the file. */
function fileIndices(lowered: DeployedGraph, file: DeployedGraph): readonly number[] | undefined {
  if (lowered.ops.length !== file.ops.length) return undefined;
  const places = lowered.tensors.map(() => -1);
  const match = (a: readonly number[], b: readonly number[]): boolean =>
    a.length === b.length &&
    a.every((index, i) => {
      if (index < 0) return b[i] === index;
      const known = places[index];
      places[index] = b[i]!;
      return known === -1 || known === b[i];
    });
  const isSame = lowered.ops.every((op, i) => {
    const other = file.ops[i]!;
    if (!sameOperator(op, lowered.tensors, other, file.tensors)) return false;
    return (
      match(withoutTail(op.inputs), withoutTail(other.inputs)) &&
      match(op.outputs, other.outputs) &&
      match(op.intermediates ?? [], other.intermediates ?? [])
    );
  });
  const isWhole = isSame && match(lowered.inputs, file.inputs) && match(lowered.outputs, file.outputs) && !places.includes(-1);
  return isWhole ? places : undefined;
}
