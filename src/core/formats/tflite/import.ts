/** Turns a file into a design whose lowering is the file's graph: the same operators, on the same tensors, in the same order. */
import { fail, ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import { MAX_EDGES, MAX_INPUTS, MAX_NAME_CHARACTERS, MAX_NODES, MAX_OUTPUTS, MAX_TENSORS } from '../../document/caps.ts';
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';
import type { Graph, GraphNode, ParamValue, PortRef } from '../../graph/graph.ts';
import { lower } from '../../lower/lower.ts';
import type { Origin } from '../../lower/quantize.ts';
import { isOpKind, OPS } from '../../ops/registry.ts';
import { AS_FILE, settleCandidate, sourceNode } from './import-check.ts';
import { opaqueCandidate } from './import-opaque.ts';
import { candidateOf } from './import-operators.ts';
import type { Candidate, OperatorContext } from './import-operators.ts';
import { nodeName } from './node-name.ts';
import { tensorPlaces } from './tensor-places.ts';
import { quoted } from './table.ts';
import type { TfliteFile } from './tflite-file.ts';

/** Longest constant that becomes a parameter: a table of pads, an axis list. */
const MAX_INTEGERS = 256;

export interface ImportedDesign {
  readonly graph: Graph;
  /** Without the hash of the file, which the caller makes and keeps it under. */
  readonly origin: Omit<Origin, 'blob'>;
}

/**
 * The design of a file, to be deployed with scheme `file`. An operator we lack, or that is used in a way our kinds are not (weights computed
 * at run time), becomes an opaque node. Fails when the file has more parts than a design may have.
 */
export function importTflite(file: TfliteFile, fileName: string): Result<ImportedDesign> {
  const { graph: deployed, fileBytes } = file;
  const unusable = tooLarge(deployed, fileName) ?? oddInput(deployed, fileName) ?? statefulOutput(deployed, fileName);
  if (unusable !== undefined) return unusable;
  const graph = new Importer(file).design();
  const lowered = lower(graph, AS_FILE);
  const [problem] = lowered.problems;
  if (problem !== undefined) return fail(`${fileName}: ${problem.message}`, `node ${problem.node}`);
  if (lowered.deployed.tensors.length > MAX_TENSORS) {
    return fail(`${fileName}: with shared weights counted for each operator it has more than ${MAX_TENSORS} tensors`);
  }
  const places = tensorPlaces(lowered.deployed, deployed);
  if (places === undefined) return fail(`${fileName}: the file's operators cannot be drawn as a graph`);
  const offsets = deployed.offlineOffsets === undefined ? {} : { offlineOffsets: deployed.offlineOffsets };
  return ok({ graph, origin: { fileName: fileName.slice(0, MAX_NAME_CHARACTERS), fileBytes, ...places, ...offsets } });
}

function tooLarge({ ops, inputs, outputs }: DeployedGraph, fileName: string): Result<never> | undefined {
  if (ops.length + inputs.length > MAX_NODES) {
    return fail(`${fileName}: ${ops.length} operators and ${inputs.length} inputs are more than the ${MAX_NODES} nodes of a design`);
  }
  const edges = ops.reduce((sum, op) => sum + op.inputs.length, 0);
  if (edges > MAX_EDGES) return fail(`${fileName}: its operators read ${edges} values, more than the ${MAX_EDGES} edges of a design`);
  if (outputs.length > MAX_OUTPUTS) return fail(`${fileName}: ${outputs.length} outputs are more than the ${MAX_OUTPUTS} of a design`);
  const wide = ops.findIndex((op) => op.inputs.length > MAX_INPUTS || op.outputs.length > MAX_OUTPUTS);
  return wide < 0 ? undefined : fail(`${fileName}: operator ${wide} has more than ${MAX_INPUTS} inputs or outputs`, `operator ${wide}`);
}

function oddInput({ inputs, tensors }: DeployedGraph, fileName: string): Result<never> | undefined {
  const field = OPS.input.fields.find(({ name }) => name === 'type');
  const allowed = field?.kind === 'choice' ? field.choices.map(({ value }) => value) : [];
  const odd = inputs.find((input) => !allowed.includes(tensors[input]!.type));
  if (odd === undefined) return undefined;
  return fail(
    `${fileName}: the input ${quoted(tensors[odd]!.name)} is of type ${tensors[odd]!.type}, which no input can have`,
    `tensor ${odd}`,
  );
}

function statefulOutput({ outputs, tensors }: DeployedGraph, fileName: string): Result<never> | undefined {
  const state = outputs.find((output) => tensors[output]?.role === 'variable');
  return state === undefined ? undefined : fail(`${fileName}: the output is kept state, which a design cannot hand out`, `tensor ${state}`);
}

/** Builds the design graph operator by operator. */
class Importer {
  private readonly file: TfliteFile;
  private readonly context: OperatorContext;
  private readonly nodes: GraphNode[] = [];
  private readonly values = new Map<number, PortRef>();

  constructor(file: TfliteFile) {
    this.file = file;
    this.context = { tensors: file.graph.tensors, integers: (tensor) => integersOf(file, tensor) };
  }

  design(): Graph {
    const { inputs, outputs, ops } = this.file.graph;
    for (const input of inputs) this.source(input);
    ops.forEach((op, i) => this.operator(op, this.file.versions[i] ?? 1));
    return { nodes: this.nodes, groups: [], outputs: outputs.map((output) => this.value(output)) };
  }

  private operator(op: DeployedOp, version: number): void {
    const { tensors } = this.file.graph;
    const guess = candidateOf(op, this.context);
    const settled = guess === undefined ? undefined : settleCandidate(guess, op, tensors);
    const node = this.add(op, settled ?? opaqueCandidate(op, version, tensors));
    op.outputs.forEach((output, port) => this.values.set(output, { node, port }));
  }

  private add(op: DeployedOp, { kind, params, inputs }: Candidate): string {
    const refs = inputs.map((input) => this.value(input));
    const name = nodeName(op, this.file.graph.tensors[op.outputs[0] ?? -1]?.name ?? '');
    return this.push({ id: this.nextId(), op: kind, name, params: withoutDefaults(kind, params), inputs: refs });
  }

  /** Where a tensor comes from; a constant gets a node of its own on first use. */
  private value(tensor: number): PortRef {
    return this.values.get(tensor) ?? this.source(tensor);
  }

  private source(tensor: number): PortRef {
    const node = sourceNode(this.nextId(), this.file.graph.tensors[tensor]!, '');
    const ref = { node: this.push({ ...node, params: withoutDefaults(node.op, node.params) }), port: 0 };
    this.values.set(tensor, ref);
    return ref;
  }

  private push(node: GraphNode): string {
    this.nodes.push(node);
    return node.id;
  }

  private nextId(): string {
    return String(this.nodes.length + 1);
  }
}

function withoutDefaults(kind: string, params: Candidate['params']): Candidate['params'] {
  if (!isOpKind(kind)) return params;
  const fields = new Map(OPS[kind].fields.map((field) => [field.name, field.default]));
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => !sameValue(fields.get(name), value)));
}

function sameValue(a: ParamValue | undefined, b: ParamValue): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

/** An int32 or int64 constant's values. */
function integersOf({ graph, data }: TfliteFile, index: number | undefined): readonly number[] | undefined {
  const tensor = graph.tensors[index ?? -1];
  if (tensor?.role !== 'constant' || (tensor.type !== 'int32' && tensor.type !== 'int64')) return undefined;
  const bytes = data[index!] ?? new Uint8Array();
  const size = tensor.type === 'int32' ? 4 : 8;
  const count = Math.floor(bytes.length / size);
  if (count > MAX_INTEGERS) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (i: number): number => (size === 4 ? view.getInt32(4 * i, true) : Number(view.getBigInt64(8 * i, true)));
  return Array.from({ length: count }, (_, i) => at(i));
}
