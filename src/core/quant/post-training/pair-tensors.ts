import { fail, ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';

/** An operator that deployment adds where the network's input or output is float32. */
function isConversion({ code, node }: DeployedOp): boolean {
  return node === undefined && (code === 'QUANTIZE' || code === 'DEQUANTIZE');
}

/**
 * For each tensor of an int8 graph, the tensor of the same design's float32 graph that holds the same value; -1 where there is none.
 * The graphs have the same operators, but for the conversions at the ends. Fails at the first operator that differs.
 */
export function pairTensors(real: DeployedGraph, integer: DeployedGraph): Result<readonly number[]> {
  const pairs = new Array<number>(integer.tensors.length).fill(-1);
  const pair = (from: readonly number[], to: readonly number[]): void =>
    from.forEach((index, i) => {
      if (index >= 0) pairs[index] = to[i]!;
    });
  pair(integer.inputs, real.inputs);
  pair(integer.outputs, real.outputs);
  let at = 0;
  for (const op of integer.ops) {
    if (isConversion(op)) {
      pairs[op.outputs[0]!] = pairs[op.inputs[0]!]!;
      continue;
    }
    const other = real.ops[at++];
    if (other?.code !== op.code || other.inputs.length !== op.inputs.length)
      return fail(`${op.code} has no counterpart among the float operators`, op.node === undefined ? undefined : `node ${op.node}`);
    pair(op.inputs, other.inputs);
    pair(op.outputs, other.outputs);
  }
  return ok(pairs);
}
