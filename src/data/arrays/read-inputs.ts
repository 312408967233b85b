/** An array in a file as the input of a network. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { RunInput } from '../../core/deploy/run-pair.ts';
import type { DeployedGraph } from '../../core/graph/deployed.ts';
import { elementCount, shapeText } from '../../core/graph/tensor.ts';
import { decodeElements, entryBytes, viewElements } from '../../core/quant/elements.ts';
import { realsOf } from '../../core/quant/layer-errors.ts';
import { memoryFile } from '../files/data-file.ts';
import { arrayValues } from './number-array.ts';
import { readNpy } from './npy.ts';

/**
 * For the network's first input: a .npy of as many values, taken as reals; or the raw bytes of the tensor as the chip gets it, or of as
 * many float32, little-endian.
 */
export async function readInputs(name: string, bytes: Uint8Array, { inputs, tensors }: DeployedGraph): Promise<Result<RunInput>> {
  const tensor = tensors[inputs[0] ?? -1];
  if (tensor === undefined) return fail('The network has no input');
  const count = elementCount(tensor.shape);
  if (/\.npy$/i.test(name)) {
    const array = await readNpy(memoryFile(name, bytes));
    if (!array.ok) return array;
    const size = elementCount(array.value.shape);
    if (size !== count)
      return fail(`${name}: ${shapeText(array.value.shape)} is ${size} values; the input ${shapeText(tensor.shape)} takes ${count}`);
    return reals(Float32Array.from(await arrayValues(array.value)));
  }
  if (bytes.length === entryBytes(tensor.shape, tensor.type)) {
    const elements = viewElements(new ArrayBuffer(bytes.length), 0, tensor.shape, tensor.type)!;
    decodeElements(elements, bytes, tensor.type);
    return reals(Float32Array.from(realsOf(elements, tensor)));
  }
  if (bytes.length === 4 * count) return reals(new Float32Array(bytes.slice().buffer));
  return fail(`${name}: ${bytes.length} bytes are neither ${count} ${tensor.type} nor ${count} float32`);
}

function reals(values: Float32Array): Result<RunInput> {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  return bad < 0 ? ok({ kind: 'values', values: [values] }) : fail(`Value ${bad} is not a finite number`);
}
