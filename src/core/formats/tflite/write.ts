import { fail, ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import type { DeployedGraph, DeployedTensor } from '../../graph/deployed.ts';
import { FlatWriter } from './flat-writer.ts';
import type { OpenTable } from './flat-writer.ts';
import * as layout from './layout.ts';
import { OFFLINE_ALLOCATION, SCHEMA_VERSION, SLOTS, TENSOR_TYPE_NUMBER } from './schema.ts';
import { codeLayout, DEFAULT_DESCRIPTION, fileSize, hasMetadata, modelLayout, offlineAllocationBytes, operatorCodes } from './size.ts';
import type { WrittenCode } from './size.ts';
import type { FileExtras, MetadataEntry, Signature, SignatureEntry } from './tflite-file.ts';
import { writeOperators } from './write-operators.ts';
import { writeQuantization } from './write-quantization.ts';

const { model: MODEL, operatorCode: CODE, subgraph: SUBGRAPH, tensor: TENSOR, buffer: BUFFER, metadata: METADATA } = SLOTS;
const { signature: SIGNATURE, tensorMap: TENSOR_MAP } = SLOTS;
/** The narrow field of an operator kind ends here; larger numbers are in the wide field only. */
const NARROW_BUILTIN = 127;

/**
 * The file of a deployed graph. `data` holds each constant's contents by tensor index, little-endian; a constant without contents is
 * written with the graph's own values (shapes, axes, pads) or as zeros, and scales that are not known as placeholders, so the size is
 * that of the trained network.
 * Fixed offsets of the graph become "OfflineMemoryAllocation". Fails when contents and tensor disagree in size.
 */
export function writeTflite(graph: DeployedGraph, data: readonly (Uint8Array | undefined)[], extras: FileExtras = {}): Result<Uint8Array> {
  const problem = checkData(graph, data) ?? checkOptions(graph);
  if (problem !== undefined) return problem;
  const { bytes, vtables } = fileSize(graph, extras);
  const out = new FlatWriter(bytes, vtables);
  const model = out.table(modelLayout(graph, extras));
  out.int(model, MODEL.version, SCHEMA_VERSION);
  out.child(model, MODEL.description);
  out.text(extras.description ?? DEFAULT_DESCRIPTION);
  const { codes, indices } = operatorCodes(graph);
  out.child(model, MODEL.operatorCodes);
  writeCodes(out, codes);
  out.child(model, MODEL.subgraphs);
  const quantizationAt = writeSubgraph(out, graph, indices);
  writeMetadata(out, model, graph, extras);
  writeSignatures(out, model, extras.signatures ?? []);
  out.child(model, MODEL.buffers);
  const contents = bufferContents(graph, data, extras);
  const buffers = writeBuffers(out, contents.length);
  out.alignTo(8);
  writeQuantization(out, graph, quantizationAt);
  contents.forEach(({ bytes: size, content }, i) => out.data(buffers[i]!, BUFFER.data, size, content));
  return ok(out.finish());
}

function checkData(graph: DeployedGraph, data: readonly (Uint8Array | undefined)[]): Result<never> | undefined {
  for (const [i, { name, role, bytes }] of graph.tensors.entries()) {
    const given = data[i]?.length;
    if (given === undefined || role !== 'constant' || given === bytes) continue;
    return fail(`Tensor ${i} "${name}" takes ${bytes} bytes, but ${given} bytes of data are given`, `tensor ${i}`);
  }
  return undefined;
}

function checkOptions(graph: DeployedGraph): Result<never> | undefined {
  for (const [i, op] of graph.ops.entries()) {
    const table = op.code === 'OPAQUE' ? op.options.optionsTable : undefined;
    if (table === undefined || isRawTable(table)) continue;
    return fail(`Operator ${i} carries options that are no table`, `operator ${i}`);
  }
  return undefined;
}

function isRawTable(table: readonly number[]): boolean {
  const ownLayout = layout.rawLayoutBytes(table);
  const fields = (table[2] ?? 0) + 256 * (table[3] ?? 0) - 4;
  return ownLayout >= 4 && ownLayout % 2 === 0 && table.length === ownLayout + fields;
}

function writeCodes(out: FlatWriter, codes: readonly WrittenCode[]): void {
  const slots = out.references(codes.length);
  codes.forEach((code, i) => {
    out.link(slots + 4 * i);
    const table = out.table(codeLayout(code));
    out.byte(table, CODE.deprecatedBuiltin, Math.min(code.builtin, NARROW_BUILTIN));
    out.int(table, CODE.version, code.version);
    out.int(table, CODE.builtin, code.builtin);
    if (code.custom === undefined) return;
    out.child(table, CODE.customCode);
    out.text(code.custom);
  });
}

/** Returns where each quantised tensor refers to its parameters from, by tensor index. */
function writeSubgraph(out: FlatWriter, graph: DeployedGraph, codes: readonly number[]): ReadonlyMap<number, number> {
  out.link(out.references(1));
  const subgraph = out.table(layout.SUBGRAPH_LAYOUT);
  out.child(subgraph, SUBGRAPH.inputs);
  out.ints(graph.inputs);
  out.child(subgraph, SUBGRAPH.outputs);
  out.ints(graph.outputs);
  out.child(subgraph, SUBGRAPH.operators);
  writeOperators(out, graph.ops, codes);
  out.child(subgraph, SUBGRAPH.tensors);
  return writeTensors(out, graph.tensors);
}

function writeTensors(out: FlatWriter, tensors: readonly DeployedTensor[]): ReadonlyMap<number, number> {
  const slots = out.references(tensors.length);
  const quantizationAt = new Map<number, number>();
  let buffer = 1;
  tensors.forEach((tensor, i) => {
    const bits = layout.tensorBits(tensor);
    out.link(slots + 4 * i);
    const table = out.table(layout.TENSOR_LAYOUTS[bits]!);
    out.byte(table, TENSOR.type, TENSOR_TYPE_NUMBER[tensor.type]);
    if ((bits & layout.HAS_BUFFER) !== 0) out.int(table, TENSOR.buffer, buffer++);
    if ((bits & layout.HAS_QUANTIZATION) !== 0) quantizationAt.set(i, out.place(table, TENSOR.quantization));
    if ((bits & layout.IS_VARIABLE) !== 0) out.byte(table, TENSOR.isVariable, 1);
    out.child(table, TENSOR.shape);
    out.ints(tensor.shape);
    out.child(table, TENSOR.name);
    out.text(tensor.name);
  });
  return quantizationAt;
}

function metadataNames(graph: DeployedGraph, extras: FileExtras): string[] {
  const others = (extras.metadata ?? []).map(({ name }) => name);
  return graph.offlineOffsets === undefined ? others : [OFFLINE_ALLOCATION, ...others];
}

function writeMetadata(out: FlatWriter, model: OpenTable, graph: DeployedGraph, extras: FileExtras): void {
  if (!hasMetadata(graph, extras)) return;
  const names = metadataNames(graph, extras);
  const firstBuffer = 1 + graph.tensors.filter(hasBuffer).length;
  out.child(model, MODEL.metadata);
  const slots = out.references(names.length);
  names.forEach((name, i) => {
    out.link(slots + 4 * i);
    const entry = out.table(layout.METADATA_LAYOUT);
    out.int(entry, METADATA.buffer, firstBuffer + i);
    out.child(entry, METADATA.name);
    out.text(name);
  });
}

function writeSignatures(out: FlatWriter, model: OpenTable, signatures: readonly Signature[]): void {
  if (signatures.length === 0) return;
  out.child(model, MODEL.signatures);
  const slots = out.references(signatures.length);
  signatures.forEach(({ key, inputs, outputs }, i) => {
    out.link(slots + 4 * i);
    const table = out.table(layout.SIGNATURE_LAYOUT);
    out.child(table, SIGNATURE.key);
    out.text(key);
    out.child(table, SIGNATURE.inputs);
    writeSignatureEntries(out, inputs);
    out.child(table, SIGNATURE.outputs);
    writeSignatureEntries(out, outputs);
  });
}

function writeSignatureEntries(out: FlatWriter, entries: readonly SignatureEntry[]): void {
  const slots = out.references(entries.length);
  entries.forEach(({ name, tensor }, i) => {
    out.link(slots + 4 * i);
    const table = out.table(layout.TENSOR_MAP_LAYOUT);
    out.int(table, TENSOR_MAP.tensor, tensor);
    out.child(table, TENSOR_MAP.name);
    out.text(name);
  });
}

interface BufferContent {
  readonly bytes: number;
  readonly content: Uint8Array | undefined;
}

const hasBuffer = (tensor: DeployedTensor): boolean => (layout.tensorBits(tensor) & layout.HAS_BUFFER) !== 0;

/** Contents of the buffers from the first that is not empty: constants in tensor order, then metadata. */
function bufferContents(graph: DeployedGraph, data: readonly (Uint8Array | undefined)[], extras: FileExtras): BufferContent[] {
  const constants = graph.tensors.flatMap((tensor, i) =>
    hasBuffer(tensor) ? [{ bytes: tensor.bytes, content: data[i] ?? ownValues(tensor) }] : [],
  );
  return [...constants, ...metadataEntries(graph, extras).map((entry) => ({ bytes: entry.data.length, content: entry.data }))];
}

/** Contents that the graph itself knows: shapes, axes, pads. */
function ownValues({ values, bytes }: DeployedTensor): Uint8Array | undefined {
  return values === undefined || values.length * 4 !== bytes ? undefined : new Uint8Array(Int32Array.from(values).buffer);
}

function metadataEntries(graph: DeployedGraph, extras: FileExtras): MetadataEntry[] {
  const { offlineOffsets } = graph;
  const others = extras.metadata ?? [];
  return offlineOffsets === undefined ? [...others] : [{ name: OFFLINE_ALLOCATION, data: offlineAllocation(offlineOffsets) }, ...others];
}

/** The contents of "OfflineMemoryAllocation": version 1, subgraph 0, how many offsets, the offsets. */
export function offlineAllocation(offsets: readonly number[]): Uint8Array {
  const data = new Uint8Array(offlineAllocationBytes(offsets));
  const view = new DataView(data.buffer);
  [1, 0, offsets.length, ...offsets].forEach((value, i) => view.setInt32(4 * i, value, true));
  return data;
}

/** The list of buffers, the first one empty; returns the tables of the others. */
function writeBuffers(out: FlatWriter, count: number): OpenTable[] {
  const slots = out.references(count + 1);
  out.link(slots);
  out.table(layout.EMPTY_LAYOUT);
  return Array.from({ length: count }, (_, i) => {
    out.link(slots + 4 * (i + 1));
    return out.table(layout.BUFFER_LAYOUT);
  });
}
