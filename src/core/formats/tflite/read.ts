/** Reads a TensorFlow Lite file that may be damaged or hostile: the answer is its graph, or one message that says what is wrong and where. */
import { ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../../graph/deployed.ts';
import { operatorCodeOf, readOperator, readOperatorCode } from './read-operators.ts';
import { bufferData, readTensor } from './read-tensors.ts';
import { FILE_IDENTIFIER, OFFLINE_ALLOCATION, SCHEMA_VERSION, SLOTS } from './schema.ts';
import { FlatFile, MalformedFile, quoted } from './table.ts';
import type { FlatTable } from './table.ts';
import { MAX_ENTRIES, MAX_FILE_BYTES, MAX_OPERATORS, MAX_TENSORS } from './tflite-file.ts';
import type { FileExtras, MetadataEntry, Signature, SignatureEntry, TfliteFile } from './tflite-file.ts';

const { model: MODEL, subgraph: SUBGRAPH, metadata: METADATA, signature: SIGNATURE, tensorMap: TENSOR_MAP, operator: OPERATOR } = SLOTS;

/** The file as a graph with its data. `name` is how messages call it. Never throws on bad input; time and memory are linear in the file. */
export function readTflite(bytes: Uint8Array, name: string): Result<TfliteFile> {
  try {
    return ok(readModel(rootOf(bytes), bytes));
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
    return { ok: false, error: { message: `${name}: ${error.message}`, where: error.where } };
  }
}

function rootOf(bytes: Uint8Array): FlatTable {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new MalformedFile(`the file has ${bytes.length} bytes; at most ${MAX_FILE_BYTES} can be opened`, 'file');
  }
  const identifier = String.fromCharCode(...bytes.subarray(4, 8));
  if (identifier !== FILE_IDENTIFIER) throw new MalformedFile('this is not a TensorFlow Lite file (no "TFL3" at byte 4)', 'byte 4');
  const file = new FlatFile(bytes, bytes.length + 1_000_000);
  const root = file.table(file.follow(0, 'the model'), 'the model');
  const version = root.uint32(MODEL.version);
  if (version !== SCHEMA_VERSION) {
    throw new MalformedFile(`schema version ${version} is not supported, only ${SCHEMA_VERSION}`, `byte ${root.position}`);
  }
  return root;
}

function readModel(root: FlatTable, bytes: Uint8Array): TfliteFile {
  const subgraph = onlySubgraph(root);
  const buffers = root.tables(MODEL.buffers, 'buffer', MAX_TENSORS + MAX_ENTRIES);
  const codes = root.tables(MODEL.operatorCodes, 'operator kind', MAX_OPERATORS).map(readOperatorCode);
  const opTables = subgraph.tables(SUBGRAPH.operators, 'operator', MAX_OPERATORS);
  const tensorTables = subgraph.tables(SUBGRAPH.tensors, 'tensor', MAX_TENSORS);
  const inputs = boundaryTensors(subgraph, SUBGRAPH.inputs, 'inputs', tensorTables.length);
  const outputs = boundaryTensors(subgraph, SUBGRAPH.outputs, 'outputs', tensorTables.length);
  const written = new Set([...inputs, ...opTables.flatMap((op) => op.int32s(OPERATOR.outputs, 'outputs'))]);
  const reads = new Set(opTables.flatMap((op) => op.int32s(OPERATOR.inputs, 'inputs')));
  const read = tensorTables.map((table, i) => readTensor(table, buffers, { written: written.has(i), read: reads.has(i) }));
  const tensors = read.map((each) => each.tensor);
  const ops = opTables.map((table) => readOperator(table, codes, tensors));
  checkOrder({ tensors, ops, inputs, outputs }, opTables, subgraph);
  const metadata = readMetadata(root, buffers);
  const offlineOffsets = readOfflineOffsets(metadata, tensors.length);
  return {
    graph: { tensors, ops, inputs, outputs, ...(offlineOffsets === undefined ? {} : { offlineOffsets }) },
    data: read.map((each) => each.data),
    versions: opTables.map((table) => operatorCodeOf(table, codes).version),
    extras: readExtras(root, metadata, tensors.length),
    fileBytes: bytes.length,
    bytes,
  };
}

function onlySubgraph(root: FlatTable): FlatTable {
  const subgraphs = root.tables(MODEL.subgraphs, 'subgraph', MAX_ENTRIES);
  const [first] = subgraphs;
  if (first === undefined) throw new MalformedFile('the file holds no subgraph', `byte ${root.position}`);
  if (subgraphs.length > 1) {
    const names = subgraphs.slice(0, 8).map((subgraph, i) => subgraphName(subgraph, i));
    const count = `${subgraphs.length} subgraphs (${names.join(', ')})`;
    throw new MalformedFile(`the file holds ${count}; only files with one can be opened`, `byte ${root.position}`);
  }
  return first;
}

function subgraphName(subgraph: FlatTable, index: number): string {
  const name = subgraph.text(SUBGRAPH.name, 'name');
  return name === '' ? `number ${index}` : quoted(name);
}

function boundaryTensors(subgraph: FlatTable, slot: number, what: string, count: number): number[] {
  const indices = subgraph.int32s(slot, what);
  const wrong = indices.find((index) => index < 0 || index >= count);
  if (wrong !== undefined) subgraph.fail(`its ${what} refer to tensor ${wrong} of ${count}`);
  return indices;
}

/** Every activation is written once, before it is read. */
function checkOrder(graph: DeployedGraph, opTables: readonly FlatTable[], subgraph: FlatTable): void {
  const filled = graph.tensors.map((tensor) => tensor.role !== 'activation');
  const label = (index: number): string => `tensor ${index} ${quoted(graph.tensors[index]?.name ?? '')}`;
  for (const input of graph.inputs) {
    if (filled[input] === true) subgraph.fail(`its input ${label(input)} is listed twice or has contents already`);
    filled[input] = true;
  }
  graph.ops.forEach((op, i) => checkOperator(op, filled, graph.tensors, opTables[i]!, label));
  const open = graph.outputs.find((output) => filled[output] !== true);
  if (open !== undefined) subgraph.fail(`no operator writes the output ${label(open)}`);
}

function checkOperator(
  op: DeployedOp,
  filled: boolean[],
  tensors: readonly DeployedTensor[],
  table: FlatTable,
  label: (index: number) => string,
): void {
  const open = op.inputs.find((input) => input >= 0 && filled[input] !== true);
  if (open !== undefined) table.fail(`${op.code} reads ${label(open)} before an operator has written it`);
  for (const output of op.outputs) {
    if (filled[output] === true) {
      const why = tensors[output]?.role === 'activation' ? 'a second time' : `, which is a ${tensors[output]?.role}`;
      table.fail(`${op.code} writes ${label(output)} ${why}`);
    }
    filled[output] = true;
  }
}

function readMetadata(root: FlatTable, buffers: readonly FlatTable[]): MetadataEntry[] {
  return root.tables(MODEL.metadata, 'metadata entry', MAX_ENTRIES).map((entry) => {
    const index = entry.uint32(METADATA.buffer);
    const buffer = buffers[index] ?? entry.fail(`refers to buffer ${index} of ${buffers.length}`);
    return { name: entry.text(METADATA.name, 'name'), data: bufferData(buffer) ?? new Uint8Array() };
  });
}

function readOfflineOffsets(metadata: readonly MetadataEntry[], tensorCount: number): number[] | undefined {
  const entry = metadata.find(({ name }) => name === OFFLINE_ALLOCATION);
  if (entry === undefined) return undefined;
  const view = new DataView(entry.data.buffer, entry.data.byteOffset, entry.data.byteLength);
  const count = view.byteLength < 12 ? -1 : view.getInt32(8, true);
  if (count < 0 || count > tensorCount || view.byteLength < 12 + 4 * count) {
    throw new MalformedFile(
      `the ${OFFLINE_ALLOCATION} metadata of ${view.byteLength} bytes does not fit ${tensorCount} tensors`,
      `byte ${view.byteOffset}`,
    );
  }
  const offsets = Array.from({ length: tensorCount }, (_, i) => (i < count ? view.getInt32(12 + 4 * i, true) : -1));
  const wrong = offsets.findIndex((offset) => offset < -1);
  if (wrong < 0) return offsets;
  throw new MalformedFile(`the ${OFFLINE_ALLOCATION} metadata puts tensor ${wrong} at ${offsets[wrong]}`, `byte ${view.byteOffset}`);
}

function readExtras(root: FlatTable, metadata: readonly MetadataEntry[], tensorCount: number): FileExtras {
  const description = root.text(MODEL.description, 'description');
  const others = metadata.filter(({ name }) => name !== OFFLINE_ALLOCATION);
  const signatures = root.tables(MODEL.signatures, 'signature', MAX_ENTRIES).map((table) => readSignature(table, tensorCount));
  return { description, metadata: others, signatures };
}

function readSignature(table: FlatTable, tensorCount: number): Signature {
  return {
    key: table.text(SIGNATURE.key, 'key'),
    inputs: readSignatureEntries(table, SIGNATURE.inputs, tensorCount),
    outputs: readSignatureEntries(table, SIGNATURE.outputs, tensorCount),
  };
}

function readSignatureEntries(table: FlatTable, slot: number, tensorCount: number): SignatureEntry[] {
  return table.tables(slot, 'signature entry', MAX_ENTRIES).map((entry) => {
    const tensor = entry.uint32(TENSOR_MAP.tensor);
    if (tensor >= tensorCount) entry.fail(`refers to tensor ${tensor} of ${tensorCount}`);
    return { name: entry.text(TENSOR_MAP.name, 'name'), tensor };
  });
}
