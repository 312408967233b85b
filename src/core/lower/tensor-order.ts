/** Gives the deployed graph of an opened file the file's own tensor order. */
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../graph/deployed.ts';
import type { Origin } from './quantize.ts';

/** A tensor of the file that no operator uses: it has a record at run time, but no memory. */
const UNUSED: DeployedTensor = { name: '', shape: [], type: 'int8', role: 'constant', bytes: 0, scaleCount: 0 };

/** The graph renumbered; unchanged when the origin's order does not fit it (the design has been edited since). */
export function inFileOrder(deployed: DeployedGraph, origin: Origin): DeployedGraph {
  const tensorCount = origin.tensorOrder.length === 0 ? deployed.tensors.length : origin.tensorOrder.length;
  const offsets = origin.offlineOffsets?.length === tensorCount ? { offlineOffsets: origin.offlineOffsets } : {};
  if (origin.tensorOrder.length === 0) return { ...deployed, ...offsets };
  const place = fileIndices(deployed.tensors.length, origin);
  if (place === undefined) return deployed;
  const move = (index: number): number => (index < 0 ? index : place[index]!);
  return {
    tensors: origin.tensorOrder.map((index) => deployed.tensors[index] ?? UNUSED),
    ops: deployed.ops.map((op) => moved(op, move)),
    inputs: deployed.inputs.map(move),
    outputs: deployed.outputs.map(move),
    ...offsets,
  };
}

/** For each tensor of lowering its index in the file; undefined when one has none. */
function fileIndices(count: number, { tensorOrder, sharedTensors = [] }: Origin): readonly number[] | undefined {
  const place = new Array<number>(count).fill(-1);
  tensorOrder.forEach((index, inFile) => {
    if (index >= 0 && index < count) place[index] = inFile;
  });
  for (let i = 0; i + 1 < sharedTensors.length; i += 2) {
    const index = sharedTensors[i]!;
    const inFile = sharedTensors[i + 1]!;
    if (index >= 0 && index < count && inFile >= 0 && inFile < tensorOrder.length) place[index] = inFile;
  }
  return place.includes(-1) ? undefined : place;
}

function moved(op: DeployedOp, move: (index: number) => number): DeployedOp {
  const inputs = op.inputs.map(move);
  const outputs = op.outputs.map(move);
  const rest = op.intermediates === undefined ? {} : { intermediates: op.intermediates.map(move) };
  return { ...op, inputs, outputs, ...rest };
}
