import { describe, expect, it } from 'vitest';
import { randomDeployed } from '../../../testing/random-deployed.ts';
import { randomNetwork } from '../../../testing/random-network.ts';
import { createRandom } from '../../base/random.ts';
import { newDesign } from '../../document/new-design.ts';
import { parseDesign } from '../../document/parse-design.ts';
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../../graph/deployed.ts';
import type { ElementType, Shape } from '../../graph/tensor.ts';
import { tensorBytes } from '../../graph/tensor.ts';
import { lower } from '../../lower/lower.ts';
import { OPS } from '../../ops/registry.ts';
import type { OpKind } from '../../ops/registry.ts';
import { AS_FILE, sameOperator, withoutTail } from './import-check.ts';
import { importTflite } from './import.ts';
import type { ImportedDesign } from './import.ts';
import { readTflite } from './read.ts';
import { tfliteBytes } from './size.ts';
import type { TfliteFile } from './tflite-file.ts';
import { writeTflite } from './write.ts';

function opened(graph: DeployedGraph, data: readonly (Uint8Array | undefined)[] = []): TfliteFile {
  const written = writeTflite(graph, data);
  if (!written.ok) throw new Error(written.error.message);
  const file = readTflite(written.value, 'file');
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}

function imported(file: TfliteFile): ImportedDesign {
  const design = importTflite(file, 'a.tflite');
  if (!design.ok) throw new Error(design.error.message);
  return design.value;
}

function lowered({ graph, origin }: ImportedDesign): DeployedGraph {
  return lower(graph, AS_FILE, { ...origin, blob: '' }).deployed;
}

function tensor(
  name: string,
  shape: Shape,
  role: DeployedTensor['role'] = 'activation',
  type: ElementType = 'int8',
  scaleCount = 1,
): DeployedTensor {
  return { name, shape, type, role, bytes: tensorBytes(shape, type), scaleCount };
}

/** As the design's JSON file has it. */
function saved({ graph, origin }: ImportedDesign): unknown {
  const design = { ...newDesign('opened'), graph, quantize: AS_FILE, origin: { ...origin, blob: '0'.repeat(64) } };
  return JSON.parse(JSON.stringify(design));
}

/** With inputs of types that a design's input can have. */
function plainInputs(graph: DeployedGraph): DeployedGraph {
  const inputs = new Map(graph.inputs.map((input) => [input, tensor(`in${input}`, graph.tensors[input]!.shape)]));
  return { ...graph, tensors: graph.tensors.map((each, i) => inputs.get(i) ?? each) };
}

const ALL_KINDS = Object.keys(OPS) as OpKind[];

const CONV: DeployedOp = {
  code: 'CONV_2D',
  inputs: [0, 1, 2],
  outputs: [3],
  options: { padding: 'SAME', strideH: 2, strideW: 2, dilationH: 1, dilationW: 1, activation: 'RELU6' },
  node: undefined,
};
const SQUARE: DeployedGraph = {
  tensors: [
    tensor('serving_default_input:0', [1, 8, 8, 3]),
    tensor('w', [4, 3, 3, 3], 'constant', 'int8', 4),
    tensor('b', [4], 'constant', 'int32', 4),
    tensor('model/activation/Relu6;model/conv2d_7/BiasAdd', [1, 4, 4, 4]),
  ],
  ops: [CONV],
  inputs: [0],
  outputs: [3],
};

describe('opening a .tflite as a design', () => {
  it('gives nodes with the parameters that differ from the defaults, and readable names', () => {
    expect(imported(opened(SQUARE))).toEqual({
      graph: {
        nodes: [
          { id: '1', op: 'input', name: '', params: { shape: [8, 8, 3], type: 'int8' }, inputs: [] },
          {
            id: '2',
            op: 'conv2d',
            name: 'conv2d_7',
            params: { filters: 4, strideH: 2, strideW: 2, activation: 'relu6' },
            inputs: [{ node: '1', port: 0 }],
          },
        ],
        groups: [],
        outputs: [{ node: '2', port: 0 }],
      },
      origin: { fileName: 'a.tflite', fileBytes: 976, tensorOrder: [] },
    });
  });

  it('says in the parameters what the file does differently: no bias, one scale, float activations on int8 weights', () => {
    const floats = (each: DeployedTensor): DeployedTensor =>
      each.role === 'activation' ? tensor(each.name, each.shape, 'activation', 'float32', 0) : each;
    const hybrid = { ...SQUARE, tensors: SQUARE.tensors.map(floats), ops: [{ ...CONV, inputs: [0, 1] }] };
    const weights = tensor('w', [4, 3, 3, 3], 'constant', 'int8', 1);
    const [, conv] = imported(opened({ ...hybrid, tensors: hybrid.tensors.toSpliced(1, 1, weights) })).graph.nodes;
    expect(conv?.params).toEqual({
      filters: 4,
      strideH: 2,
      strideW: 2,
      activation: 'relu6',
      bias: false,
      weightType: 'int8',
      scales: 'tensor',
    });
  });

  it('keeps an operator whose weights are computed at run time as an opaque node with its options', () => {
    const dynamic = { ...SQUARE, tensors: SQUARE.tensors.toSpliced(1, 1, tensor('w', [4, 3, 3, 3])), inputs: [0, 1] };
    const design = imported(opened(dynamic));
    const node = design.graph.nodes.at(-1);
    expect(node).toMatchObject({
      op: 'opaque',
      params: { name: 'CONV_2D', builtin: 3, version: 3, optionsType: 1, outputs: 'int8 1x4x4x4' },
    });
    expect(node?.params['operands']).toBe('in, in, int32 4');
    const written = writeTflite(lowered(design), []);
    if (!written.ok) throw new Error(written.error.message);
    expect(readTflite(written.value, 'again')).toMatchObject({
      ok: true,
      value: { graph: { ops: [{ code: 'CONV_2D', options: CONV.options }] } },
    });
  });

  it('lowers to the graph of the file, whatever its operators, on 300 random graphs', () => {
    let kinds = 0;
    for (let seed = 0; seed < 300; seed++) {
      const file = opened(plainInputs(randomDeployed(createRandom(seed), 10)));
      const design = imported(file);
      const result = lowered(design);
      expect(parseDesign(saved(design))).toMatchObject({ ok: true });
      kinds += design.graph.nodes.filter((node) => node.op !== 'opaque').length;
      expect(result.ops.map((op) => [withoutTail(op.inputs), op.outputs, op.intermediates ?? []])).toEqual(
        file.graph.ops.map((op) => [withoutTail(op.inputs), op.outputs, op.intermediates ?? []]),
      );
      expect(result.ops.filter((op, i) => !sameOperator(op, result.tensors, file.graph.ops[i]!, file.graph.tensors))).toEqual([]);
      expect([result.inputs, result.outputs, result.offlineOffsets]).toEqual([
        file.graph.inputs,
        file.graph.outputs,
        file.graph.offlineOffsets,
      ]);
    }
    expect(kinds).toBeGreaterThan(500);
  });

  it('opens what it wrote from 200 random designs without an opaque node of its own making', () => {
    const known = ALL_KINDS.filter((kind) => kind !== 'opaque');
    for (let seed = 0; seed < 200; seed++) {
      const network = randomNetwork(createRandom(seed), { nodes: 12, kinds: known });
      const quantize = { scheme: seed % 3 === 0 ? 'float32' : 'int8', io: seed % 2 === 0 ? 'int8' : 'float32' } as const;
      const { deployed } = lower(network, quantize);
      const file = opened(deployed);
      expect(file.fileBytes).toBe(tfliteBytes(deployed));
      const design = imported(file);
      const result = lowered(design);
      expect(design.graph.nodes.filter((node) => node.op === 'opaque')).toEqual([]);
      expect(result.ops.filter((op, i) => !sameOperator(op, result.tensors, deployed.ops[i]!, deployed.tensors))).toEqual([]);
      expect(result.ops.map((op) => [withoutTail(op.inputs), op.outputs])).toEqual(
        deployed.ops.map((op) => [withoutTail(op.inputs), op.outputs]),
      );
    }
  });

  it('gives two operators that share their weights one constant in the file', () => {
    const shared = {
      ...SQUARE,
      tensors: [...SQUARE.tensors, tensor('out2', [1, 4, 4, 4])],
      ops: [CONV, { ...CONV, outputs: [4] }],
      outputs: [3, 4],
    };
    const design = imported(opened(shared));
    expect(design.origin).toMatchObject({ tensorOrder: [0, 1, 2, 5, 6], sharedTensors: [3, 1, 4, 2] });
    expect(lowered(design).ops.map((op) => op.inputs)).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  it('refuses what a design cannot hold, naming it', () => {
    const packed = { ...SQUARE, tensors: SQUARE.tensors.toSpliced(0, 1, tensor('x', [1, 8, 8, 3], 'activation', 'int4')) };
    expect(importTflite(opened(packed), 'a.tflite')).toEqual({
      ok: false,
      error: { message: 'a.tflite: the input "x" is of type int4, which no input can have', where: 'tensor 0' },
    });
    const chain: DeployedGraph = {
      tensors: Array.from({ length: 2_101 }, (_, i) => tensor(`t${i}`, [1])),
      ops: Array.from({ length: 2_100 }, (_, i) => ({ code: 'TANH', inputs: [i], outputs: [i + 1], options: {}, node: undefined })),
      inputs: [0],
      outputs: [2_100],
    };
    expect(importTflite(opened(chain), 'deep.tflite')).toEqual({
      ok: false,
      error: { message: 'deep.tflite: 2100 operators and 1 inputs are more than the 2000 nodes of a design' },
    });
  });
});
