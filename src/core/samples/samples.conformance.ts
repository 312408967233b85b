import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels, referenceRows } from '../../testing/reference-files.ts';
import { readTflite } from '../formats/tflite/read.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';
import { lower } from '../lower/lower.ts';
import { macsOf } from '../ops/macs.ts';
import { planArena } from '../schedule/arena.ts';
import { SAMPLES } from './samples.ts';

/** Sample and the file it rebuilds. */
const PAIRS = [
  ['mobilenet-v1', 'mlperf_vww_mobilenetv1_025_int8'],
  ['resnet-8', 'mlperf_ic_resnet8_int8'],
  ['ds-cnn', 'mlperf_kws_dscnn_int8'],
  ['autoencoder', 'mlperf_ad_autoencoder_int8'],
  ['sine-mlp', 'tflm_hello_world_int8'],
] as const;

const models = new Map(referenceModels().map((model) => [model.name, model.bytes]));

function fileGraph(name: string): DeployedGraph {
  const read = readTflite(models.get(name)!, name);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.graph;
}

function sampleGraph(id: string): DeployedGraph {
  const { graph, quantize } = SAMPLES.find((sample) => sample.id === id)!.design();
  return lower(graph, quantize).deployed;
}

function figures(graph: DeployedGraph) {
  const constants = graph.ops.flatMap((op) => op.inputs.slice(1).filter((tensor) => tensor >= 0));
  return {
    ops: graph.ops.map((op) => op.code),
    shapes: graph.ops.map((op) => graph.tensors[op.outputs[0]!]!.shape),
    macs: graph.ops.map((op) => macsOf(op, graph)),
    constants: constants.filter((tensor) => graph.tensors[tensor]!.role === 'constant').map((t) => elementCount(graph.tensors[t]!.shape)),
  };
}

describe.runIf(hasReference)('samples against the published files', () => {
  it.each(PAIRS)('%s has the operators, shapes, parameters and MACs of its file', (id, file) => {
    expect(figures(sampleGraph(id))).toEqual(figures(fileGraph(file)));
  });

  it.each(PAIRS)('%s needs the activations that were measured', (id, file) => {
    const row = referenceRows('tflm_arena.csv').find(
      ({ model, core, kernels }) => model === file && core === 'cortex-m4' && kernels === 'cmsis-nn',
    )!;
    expect(planArena(sampleGraph(id), 'tflm-cmsis-nn', 'cortex-m4').activations).toBe(Number(row['activations']));
  });
});
