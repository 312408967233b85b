/** What a .tflite has learned, by the nodes of the design that it opens as. */
import { ok, type Result } from '../base/result.ts';
import { realValues, type NodeWeights, type Weight, type Weights } from '../document/weights.ts';
import { importTflite } from '../formats/tflite/import.ts';
import { AS_FILE } from '../formats/tflite/import-check.ts';
import type { TfliteFile } from '../formats/tflite/tflite-file.ts';
import type { DeployedTensor } from '../graph/deployed.ts';
import type { NodeId } from '../graph/graph.ts';
import { lower } from '../lower/lower.ts';
import type { Origin } from '../lower/quantize.ts';
import { decodeElements, entryBytes, viewElements } from '../quant/elements.ts';

/** Node ids are those `importTflite` gives, the same at each opening, so an edited design still finds its nodes' weights. */
export function tfliteWeights(file: TfliteFile, fileName: string): Result<Weights> {
  const imported = importTflite(file, fileName);
  if (!imported.ok) return imported;
  const { graph, origin } = imported.value;
  const { deployed, owners } = lower(graph, AS_FILE);
  const inFile = fileIndices(deployed.tensors.length, origin);
  const nodes = new Map<NodeId, NodeWeights>();
  owners.forEach((owner, i) => {
    const index = deployed.inputs.length + i;
    const weight = weightOf(file.graph.tensors[inFile[index]!], file.data[inFile[index]!]);
    const { name } = deployed.tensors[index]!;
    if (weight !== undefined) nodes.set(owner, { ...nodes.get(owner), [name.slice(name.lastIndexOf('/') + 1)]: weight });
  });
  for (const { id, op } of graph.nodes) if (op === 'lstm') nodes.set(id, joinedGates(nodes.get(id) ?? {}));
  return ok({ nodes, activations: new Map() });
}

/** For each tensor of lowering the file's that stands for it. */
function fileIndices(count: number, { tensorOrder, sharedTensors = [] }: Omit<Origin, 'blob'>): readonly number[] {
  const places = Array.from({ length: count }, (_, i) => i);
  tensorOrder.forEach((index, inFile) => {
    if (index >= 0) places[index] = inFile;
  });
  for (let i = 0; i + 1 < sharedTensors.length; i += 2) places[sharedTensors[i]!] = sharedTensors[i + 1]!;
  return places;
}

/** Undefined for a tensor without contents, or of a type that weights do not take. */
function weightOf(tensor: DeployedTensor | undefined, data: Uint8Array | undefined): Weight | undefined {
  if (tensor?.role !== 'constant' || data === undefined) return undefined;
  const { shape, type, quantization } = tensor;
  const values = viewElements(new ArrayBuffer(entryBytes(shape, type)), 0, shape, type);
  if (values === undefined || !isWeightValues(values)) return undefined;
  decodeElements(values, data, type);
  return { shape, values, ...(quantization === undefined ? {} : { quantization }) };
}

function isWeightValues(values: object): values is Weight['values'] {
  return [Float32Array, Int8Array, Int16Array, Int32Array].some((kind) => values instanceof kind);
}

const GATES = ['input', 'forget', 'cell', 'output'] as const;

/** A file holds each gate of an LSTM on its own; a design holds all four of a kind as one. */
function joinedGates(weights: NodeWeights): NodeWeights {
  const joined: Record<string, Weight> = {};
  for (const name of ['kernel', 'recurrent', 'bias']) {
    const parts = GATES.flatMap((gate) => weights[`${gate}_${name}`] ?? []);
    if (parts.length < GATES.length) continue;
    const [first = 0, ...rest] = parts[0]!.shape;
    const values = Float32Array.from(parts.flatMap((part) => [...realValues(part)]));
    joined[name] = { shape: [GATES.length * first, ...rest], values };
  }
  return joined;
}
