/** ModelProto and what hangs below it, from the bytes of an .onnx file. */
import { fail, ok, type Result } from '../../base/result.ts';
import { clearMessage } from '../clear-message.ts';
import {
  MAX_ONNX_LIST,
  MAX_ONNX_NODES,
  MAX_ONNX_RANK,
  MAX_ONNX_TENSORS,
  OPSETS,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from './onnx-model.ts';
import { onnxType, readTensor } from './read-tensor.ts';
import { append, bytesOf, fieldsOf, numberOf, numbersOf, textOf, WireError, type Field } from './wire.ts';

/** Fields of an attribute that say nothing about its value. */
const DOC_STRING = 13;
const KIND = 20;
const REFERENCE = 21;

/** The model; a message names the file and what is wrong with it. */
export function readOnnx(bytes: Uint8Array, fileName: string): Result<OnnxModel> {
  try {
    const model = readModel(bytes);
    const problem = opsetProblem(model);
    return problem === undefined ? ok(model) : fail(`${fileName}: ${problem}`);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return fail(clearMessage(`${fileName} is not an ONNX model that can be read: ${error.message}`));
  }
}

function opsetProblem({ opset, nodes, outputs }: OnnxModel): string | undefined {
  if (nodes.length === 0 && outputs.length === 0) return 'there is no graph in it, so it is not an ONNX model';
  if (opset >= OPSETS.first && opset <= OPSETS.last) return undefined;
  const version = opset === 0 ? 'names no operator set' : `uses operator set ${opset}`;
  return `the model ${version}; ${OPSETS.first} to ${OPSETS.last} are read (onnx.version_converter changes it)`;
}

interface Graph {
  name: string;
  nodes: OnnxNode[];
  constants: Map<string, OnnxTensor>;
  inputs: OnnxValueInfo[];
  outputs: OnnxValueInfo[];
  infos: Map<string, OnnxValueInfo>;
}

function readModel(bytes: Uint8Array): OnnxModel {
  let graph: Graph = { name: '', nodes: [], constants: new Map(), inputs: [], outputs: [], infos: new Map() };
  let opset = 0;
  let producer = '';
  for (const field of fieldsOf(bytes)) {
    if (field.number === 2) producer = textOf(field);
    else if (field.number === 7) graph = readGraph(bytesOf(field));
    else if (field.number === 8) opset = Math.max(opset, readOpset(bytesOf(field)));
  }
  return { ...graph, producer, opset };
}

/** The version of ONNX's own operators; 0 for those of another domain. */
function readOpset(bytes: Uint8Array): number {
  let domain = '';
  let version = 0;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) domain = textOf(field);
    else if (field.number === 2) version = numberOf(field);
  }
  return domain === '' || domain === 'ai.onnx' ? version : 0;
}

function readGraph(bytes: Uint8Array): Graph {
  const graph: Graph = { name: '', nodes: [], constants: new Map(), inputs: [], outputs: [], infos: new Map() };
  for (const field of fieldsOf(bytes)) readGraphField(graph, field);
  return graph;
}

function readGraphField(graph: Graph, field: Field): void {
  if (field.number === 1) push(graph.nodes, readNode(bytesOf(field)), MAX_ONNX_NODES, 'nodes');
  else if (field.number === 2) graph.name = textOf(field);
  else if (field.number === 5) addConstant(graph, bytesOf(field));
  else if (field.number === 11) push(graph.inputs, readValueInfo(bytesOf(field)), MAX_ONNX_LIST, 'inputs');
  else if (field.number === 12) push(graph.outputs, readValueInfo(bytesOf(field)), MAX_ONNX_LIST, 'outputs');
  else if (field.number === 13) addInfo(graph, readValueInfo(bytesOf(field)));
  else if (field.number === 15) throw new WireError('it holds sparse constants, which are not read here');
}

function addConstant({ constants }: Graph, bytes: Uint8Array): void {
  const { name, tensor } = readTensor(bytes);
  if (constants.size >= MAX_ONNX_TENSORS) throw new WireError(`more than ${MAX_ONNX_TENSORS} constants`);
  constants.set(name, tensor);
}

function addInfo({ infos }: Graph, info: OnnxValueInfo): void {
  if (infos.size >= MAX_ONNX_TENSORS) throw new WireError(`more than ${MAX_ONNX_TENSORS} value types`);
  infos.set(info.name, info);
}

function push<T>(list: T[], item: T, max: number, what: string): void {
  if (list.length >= max) throw new WireError(`more than ${max} ${what}`);
  list.push(item);
}

function readNode(bytes: Uint8Array): OnnxNode {
  const node = {
    op: '',
    domain: '',
    name: '',
    inputs: [] as string[],
    outputs: [] as string[],
    attributes: new Map<string, OnnxAttribute>(),
  };
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) push(node.inputs, textOf(field), MAX_ONNX_LIST, 'inputs of one node');
    else if (field.number === 2) push(node.outputs, textOf(field), MAX_ONNX_LIST, 'outputs of one node');
    else if (field.number === 3) node.name = textOf(field);
    else if (field.number === 4) node.op = textOf(field);
    else if (field.number === 5) addAttribute(node.attributes, bytesOf(field));
    else if (field.number === 7) node.domain = textOf(field) === 'ai.onnx' ? '' : textOf(field);
  }
  return node;
}

function addAttribute(attributes: Map<string, OnnxAttribute>, bytes: Uint8Array): void {
  if (attributes.size >= MAX_ONNX_LIST) throw new WireError(`more than ${MAX_ONNX_LIST} attributes of one node`);
  const { name, ...attribute } = readAttribute(bytes);
  attributes.set(name, attribute);
}

/** Fields 6, 10 and 11 hold graphs and lists of tensors, 14, 15, 22 and 23 types and sparse tensors. */
function readAttribute(bytes: Uint8Array): OnnxAttribute & { readonly name: string } {
  const floats: number[] = [];
  const ints: number[] = [];
  const texts: string[] = [];
  const attribute: { name: string; float?: number; int?: number; text?: string; tensor?: OnnxTensor; isOther: boolean } = {
    name: '',
    isOther: false,
  };
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) attribute.name = textOf(field);
    else if (field.number === 2) attribute.float = numberOf(field);
    else if (field.number === 3) attribute.int = numberOf(field);
    else if (field.number === 4) attribute.text = textOf(field);
    else if (field.number === 5) attribute.tensor = readTensor(bytesOf(field)).tensor;
    else if (field.number === 7) append(floats, numbersOf(field, 4));
    else if (field.number === 8) append(ints, numbersOf(field, 0));
    else if (field.number === 9) push(texts, textOf(field), MAX_ONNX_LIST, 'texts in one attribute');
    else if (field.number !== DOC_STRING && field.number !== KIND && field.number !== REFERENCE) attribute.isOther = true;
  }
  return { ...attribute, floats, ints, texts };
}

/** ValueInfoProto; types that are not tensors (sequences, maps) come out without a type. */
function readValueInfo(bytes: Uint8Array): OnnxValueInfo {
  let name = '';
  let info: Omit<OnnxValueInfo, 'name'> = { type: undefined, shape: undefined };
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 2) info = readType(bytesOf(field));
  }
  return { name, ...info };
}

function readType(bytes: Uint8Array): Omit<OnnxValueInfo, 'name'> {
  const info: { -readonly [K in 'type' | 'shape']: OnnxValueInfo[K] } = { type: undefined, shape: undefined };
  for (const field of fieldsOf(bytes)) {
    if (field.number !== 1) continue;
    for (const part of fieldsOf(bytesOf(field))) {
      if (part.number === 1) info.type = onnxType(numberOf(part));
      else if (part.number === 2) info.shape = readShape(bytesOf(part));
    }
  }
  return info;
}

function readShape(bytes: Uint8Array): readonly (number | string | undefined)[] {
  const shape: (number | string | undefined)[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) push(shape, readDimension(bytesOf(field)), MAX_ONNX_RANK, 'dimensions of one value');
  }
  return shape;
}

function readDimension(bytes: Uint8Array): number | string | undefined {
  let size: number | string | undefined;
  for (const field of fieldsOf(bytes)) size = field.number === 1 ? numberOf(field) : field.number === 2 ? textOf(field) : size;
  return size;
}
