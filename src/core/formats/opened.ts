/** What opening a file of another program gives. */
import { fail, type Result } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import { newDesign } from '../document/new-design.ts';
import { parseDesign } from '../document/parse-design.ts';
import type { Weights } from '../document/weights.ts';
import { clearMessage } from './clear-message.ts';
import type { Graph } from '../graph/graph.ts';

export interface Opened {
  readonly design: Design;
  readonly weights: Weights;
  /** What did not open as it is in the file, a sentence each. */
  readonly notes: readonly string[];
}

/** Checked like any other document: what opens can also be saved and opened again. */
export function foreignDesign(fileName: string, graph: Graph, quantize: Design['quantize']): Result<Design> {
  const name = fileName.replace(/\.(onnx|keras|h5|hdf5|json)$/i, '');
  const design = parseDesign({ ...newDesign(name), graph, quantize });
  return design.ok ? design : fail(clearMessage(`${fileName}: ${design.error.message}`));
}
