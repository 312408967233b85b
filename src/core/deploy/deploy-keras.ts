/** A design with what it has learned as Python source for Keras, in real numbers. */
import type { Result } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import type { Weights } from '../document/weights.ts';
import { writePython, type PythonExport } from '../formats/keras/python/write-python.ts';
import { withoutFileTypes } from './without-file-types.ts';

/** `weightsFile`: the name under which the weights are kept beside the source. */
export function deployKeras({ name, graph }: Design, weights: Weights | undefined, weightsFile: string): Result<PythonExport> {
  return writePython(name, withoutFileTypes(graph), weights, weightsFile);
}
