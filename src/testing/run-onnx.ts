import { importOnnx, type Imported } from '../core/formats/onnx/import.ts';
import { gatherOrder, gathered, permuted } from '../core/formats/permute-values.ts';
import { readOnnx } from '../core/formats/onnx/read-model.ts';
import { elementCount } from '../core/graph/tensor.ts';
import { inferShapes } from '../core/lower/lower.ts';
import type { Sample } from './fixtures.ts';
import { runFloat } from './run-float.ts';

/** An ONNX file as a design; throws with the message of a refusal. */
export function openedOnnx(bytes: Uint8Array): Imported {
  const model = readOnnx(bytes, 'model.onnx');
  if (!model.ok) throw new Error(model.error.message);
  const imported = importOnnx(model.value);
  if (!imported.ok) throw new Error(imported.error.message);
  return imported.value;
}

/** Outputs of an imported model for inputs as the file has them, in the file's order of dimensions. */
export function runImported({ graph, weights, inputPerms, outputPerms }: Imported, inputs: readonly Sample[]): readonly Float32Array[] {
  const given = inputs.map(({ shape, values }, i) => {
    const reals = gathered(Float32Array.from(values), gatherOrder(shape, inputPerms[i]!));
    const node = graph.nodes.filter(({ op }) => op === 'input')[i]!;
    return node.params['type'] === 'int32' ? Int32Array.from(reals) : reals;
  });
  const { types } = inferShapes(graph, { scheme: 'float32', io: 'float32' });
  return runFloat(graph, weights, given).map((values, i) => {
    const { node, port } = graph.outputs[i]!;
    const perm = outputPerms[i]!;
    const shape = types.get(node)![port]!.shape;
    const inverse = perm.map((_, axis) => perm.indexOf(axis));
    return values.length === elementCount(permuted(shape, inverse)) ? gathered(values, gatherOrder(shape, inverse)) : values;
  });
}
