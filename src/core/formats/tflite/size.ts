import type { DeployedGraph, DeployedOp, DeployedTensor } from '../../graph/deployed.ts';
import * as layout from './layout.ts';
import type { TableLayout } from './layout.ts';
import { OPTIONS } from './options.ts';
import { builtinNumber, CUSTOM, OFFLINE_ALLOCATION } from './schema.ts';
import type { FileExtras, Signature } from './tflite-file.ts';
import { operatorVersion } from './versions.ts';

/** Written into files that say nothing else. */
export const DEFAULT_DESCRIPTION = 'Tinyscape';

/** What the size was summed from; the writer follows it. */
export interface FileSize {
  readonly bytes: number;
  /** Which of VTABLES the file holds. */
  readonly vtables: Uint8Array;
}

/** An operator kind of the file. */
export interface WrittenCode {
  readonly builtin: number;
  readonly version: number;
  /** Of a CUSTOM operator. */
  readonly custom: string | undefined;
}

/**
 * Exact bytes of the file that writeTflite would make, without making it. `asciiNames`: all tensors' names are known to be ASCII, whose
 * bytes need not be counted one by one.
 */
export function tfliteBytes(graph: DeployedGraph, extras: FileExtras = {}, asciiNames = false): number {
  return fileSize(graph, extras, asciiNames).bytes;
}

/** The size and the layouts used. Linear in tensors and operators; names count, contents do not. */
export function fileSize(graph: DeployedGraph, extras: FileExtras, asciiNames = false): FileSize {
  const vtables = new Uint8Array(layout.VTABLES.length);
  let bytes =
    layout.HEADER_BYTES + modelBytes(graph, extras, vtables) + codesBytes(graph, vtables) + graphBytes(graph, vtables, asciiNames);
  bytes += metadataBytes(graph, extras, vtables) + signaturesBytes(extras.signatures ?? [], vtables) + buffersBytes(graph, extras, vtables);
  const quantization = allQuantizationBytes(graph.tensors, vtables);
  for (let i = 0; i < vtables.length; i++) if (vtables[i] === 1) bytes += layout.vtableBytes(layout.VTABLES[i]!);
  return { bytes: afterAllData(layout.align(bytes, 8) + quantization, graph, extras), vtables };
}

function use(table: TableLayout, vtables: Uint8Array): number {
  vtables[table.vtable] = 1;
  return table.bytes;
}

export function hasMetadata(graph: DeployedGraph, extras: FileExtras): boolean {
  return graph.offlineOffsets !== undefined || (extras.metadata?.length ?? 0) > 0;
}

/** The layout of the model table. */
export function modelLayout(graph: DeployedGraph, extras: FileExtras): TableLayout {
  const signatures = (extras.signatures?.length ?? 0) > 0 ? 2 : 0;
  return layout.MODEL_LAYOUTS[(hasMetadata(graph, extras) ? 1 : 0) + signatures]!;
}

function modelBytes(graph: DeployedGraph, extras: FileExtras, vtables: Uint8Array): number {
  const description = layout.textBytes(layout.utf8Length(extras.description ?? DEFAULT_DESCRIPTION));
  return use(modelLayout(graph, extras), vtables) + description;
}

/** The kinds of operators in order of first use, and each operator's place among them. */
export function operatorCodes(graph: DeployedGraph): { codes: readonly WrittenCode[]; indices: readonly number[] } {
  const codes: WrittenCode[] = [];
  const indices = graph.ops.map((op) => {
    const code = codeOf(op, graph.tensors);
    const known = codes.findIndex((each) => each.builtin === code.builtin && each.version === code.version && each.custom === code.custom);
    return known >= 0 ? known : codes.push(code) - 1;
  });
  return { codes, indices };
}

const BUILTIN_OF = Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, builtinNumber(name)!])) as Readonly<
  Record<keyof typeof OPTIONS, number>
>;

function codeOf(op: DeployedOp, tensors: readonly DeployedTensor[]): WrittenCode {
  const version = operatorVersion(op, tensors);
  if (op.code !== 'OPAQUE') return { builtin: BUILTIN_OF[op.code], version, custom: undefined };
  return { builtin: op.options.builtin, version, custom: op.options.builtin === CUSTOM ? op.options.name : undefined };
}

export function codeLayout(code: WrittenCode): TableLayout {
  return code.custom === undefined ? layout.CODE_LAYOUT : layout.CUSTOM_CODE_LAYOUT;
}

function codesBytes(graph: DeployedGraph, vtables: Uint8Array): number {
  const { codes } = operatorCodes(graph);
  let bytes = layout.wordsBytes(codes.length);
  for (const code of codes) {
    bytes += use(codeLayout(code), vtables);
    if (code.custom !== undefined) bytes += layout.textBytes(layout.utf8Length(code.custom));
  }
  return bytes;
}

function graphBytes(graph: DeployedGraph, vtables: Uint8Array, asciiNames: boolean): number {
  let bytes = layout.wordsBytes(1) + use(layout.SUBGRAPH_LAYOUT, vtables);
  bytes += layout.wordsBytes(graph.inputs.length) + layout.wordsBytes(graph.outputs.length);
  bytes += layout.wordsBytes(graph.tensors.length) + layout.wordsBytes(graph.ops.length);
  for (const op of graph.ops) bytes += operatorBytes(op, vtables);
  for (const tensor of graph.tensors) {
    const name = asciiNames ? tensor.name.length : layout.utf8Length(tensor.name);
    bytes += tensorTableBytes(tensor, vtables) + layout.textBytes(name);
  }
  return bytes;
}

/** Which of the operator's features choose its layout. */
export function operatorBits(op: DeployedOp): number {
  const intermediates = op.intermediates === undefined ? 0 : layout.HAS_INTERMEDIATES;
  if (op.code !== 'OPAQUE') return intermediates + (layout.OPTION_LAYOUTS[op.code] === undefined ? 0 : layout.HAS_OPTIONS);
  const options = op.options.optionsTable === undefined ? 0 : layout.HAS_OPTIONS;
  return intermediates + options + (op.options.customOptions === undefined ? 0 : layout.HAS_CUSTOM_OPTIONS);
}

function operatorBytes(op: DeployedOp, vtables: Uint8Array): number {
  let bytes = use(layout.OPERATOR_LAYOUTS[operatorBits(op)]!, vtables);
  bytes += layout.wordsBytes(op.inputs.length) + layout.wordsBytes(op.outputs.length);
  if (op.intermediates !== undefined) bytes += layout.wordsBytes(op.intermediates.length);
  return bytes + optionsBytes(op, vtables);
}

function optionsBytes(op: DeployedOp, vtables: Uint8Array): number {
  switch (op.code) {
    case 'OPAQUE': {
      const { optionsTable, customOptions } = op.options;
      const table = optionsTable === undefined ? 0 : layout.rawTableBytes(optionsTable);
      return table + (customOptions === undefined ? 0 : layout.blobBytes(customOptions.length));
    }
    case 'RESHAPE':
      return use(layout.OPTION_LAYOUTS.RESHAPE!, vtables) + layout.wordsBytes(op.options.newShape.length);
    case 'SQUEEZE':
      return use(layout.OPTION_LAYOUTS.SQUEEZE!, vtables) + layout.wordsBytes(op.options.dims.length);
    default: {
      const table = layout.OPTION_LAYOUTS[op.code];
      return table === undefined ? 0 : use(table, vtables);
    }
  }
}

/** Without the name. */
function tensorTableBytes(tensor: DeployedTensor, vtables: Uint8Array): number {
  const table = use(layout.TENSOR_LAYOUTS[layout.tensorBits(tensor)]!, vtables);
  return table + layout.wordsBytes(tensor.shape.length);
}

function metadataBytes(graph: DeployedGraph, extras: FileExtras, vtables: Uint8Array): number {
  if (!hasMetadata(graph, extras)) return 0;
  const entry = (name: string): number => 4 + use(layout.METADATA_LAYOUT, vtables) + layout.textBytes(layout.utf8Length(name));
  let bytes = 4 + (graph.offlineOffsets === undefined ? 0 : entry(OFFLINE_ALLOCATION));
  for (const { name } of extras.metadata ?? []) bytes += entry(name);
  return bytes;
}

function signaturesBytes(signatures: readonly Signature[], vtables: Uint8Array): number {
  if (signatures.length === 0) return 0;
  let bytes = 4;
  for (const { key, inputs, outputs } of signatures) {
    bytes += 4 + use(layout.SIGNATURE_LAYOUT, vtables) + layout.textBytes(layout.utf8Length(key)) + 8;
    for (const entry of [...inputs, ...outputs]) {
      bytes += 4 + use(layout.TENSOR_MAP_LAYOUT, vtables) + layout.textBytes(layout.utf8Length(entry.name));
    }
  }
  return bytes;
}

/** Bytes of "OfflineMemoryAllocation" for so many tensors. */
export function offlineAllocationBytes(offsets: readonly number[]): number {
  return 12 + 4 * offsets.length;
}

function buffersBytes(graph: DeployedGraph, extras: FileExtras, vtables: Uint8Array): number {
  let bytes = 4 + 4 + use(layout.EMPTY_LAYOUT, vtables);
  for (const tensor of graph.tensors) {
    if ((layout.tensorBits(tensor) & layout.HAS_BUFFER) !== 0) bytes += 4 + use(layout.BUFFER_LAYOUT, vtables);
  }
  const entries = (extras.metadata?.length ?? 0) + (graph.offlineOffsets === undefined ? 0 : 1);
  for (let i = 0; i < entries; i++) bytes += 4 + use(layout.BUFFER_LAYOUT, vtables);
  return bytes;
}

function allQuantizationBytes(tensors: readonly DeployedTensor[], vtables: Uint8Array): number {
  let bytes = 0;
  const shared = new Set<number>();
  for (const tensor of tensors) {
    if (tensor.scaleCount === 0) continue;
    use(layout.hasAxis(tensor) ? layout.AXIS_QUANTIZATION_LAYOUT : layout.QUANTIZATION_LAYOUT, vtables);
    bytes += layout.quantizationBytes(tensor);
    if (layout.sharesZeroPoints(tensor)) shared.add(layout.zeroPointCount(tensor));
  }
  for (const count of shared) bytes += layout.sharedZeroPointBytes(count);
  return bytes;
}

function afterAllData(start: number, graph: DeployedGraph, extras: FileExtras): number {
  let position = start;
  for (const tensor of graph.tensors) {
    if ((layout.tensorBits(tensor) & layout.HAS_BUFFER) !== 0) position = layout.afterData(position, tensor.bytes);
  }
  if (graph.offlineOffsets !== undefined) position = layout.afterData(position, offlineAllocationBytes(graph.offlineOffsets));
  for (const { data } of extras.metadata ?? []) position = layout.afterData(position, data.length);
  return position;
}
