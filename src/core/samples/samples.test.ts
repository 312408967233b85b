import { describe, expect, it } from 'vitest';
import { validateDesign } from '../document/validate.ts';
import { lower } from '../lower/lower.ts';
import { chipById } from '../mcu/catalogue.ts';
import { macsOf } from '../ops/macs.ts';
import { planArena } from '../schedule/arena.ts';
import { marksOf } from './sample.ts';
import { SAMPLES } from './samples.ts';

/** Nodes, deployed operators, multiply-accumulates, and planned activations with CMSIS-NN on a Cortex-M4. */
const FIGURES: Readonly<Record<string, readonly [nodes: number, ops: number, macs: number, activations: number]>> = {
  'mobilenet-v1': [32, 31, 7489664, 73728],
  'resnet-8': [17, 16, 12501632, 49728],
  'ds-cnn': [14, 13, 2656768, 16000],
  autoencoder: [11, 10, 264192, 768],
  'lenet-5': [10, 13, 416520, 9408],
  'inverted-residuals': [27, 26, 2641152, 45056],
  'unas-branches': [18, 18, 1141376, 31104],
  'accelerometer-cnn': [9, 8, 293056, 3392],
  'sine-mlp': [4, 3, 288, 32],
};

describe('samples', () => {
  it('are nine, each with a stable id of its own', () => {
    expect(SAMPLES.map((sample) => sample.id)).toEqual(Object.keys(FIGURES));
  });

  it.each(SAMPLES.map((sample) => [sample.id, sample] as const))('%s is a valid design without problems', (_id, sample) => {
    const design = sample.design();
    expect(validateDesign(design)).toEqual({ ok: true, value: design });
    expect(chipById(design.chip)).toBeDefined();
    expect(lower(design.graph, design.quantize).problems).toEqual([]);
    expect(sample.summary.length).toBeLessThan(130);
  });

  it.each(SAMPLES.map((sample) => [sample.id, sample] as const))('%s keeps its figures', (id, sample) => {
    const { graph, quantize } = sample.design();
    const { deployed } = lower(graph, quantize);
    const macs = deployed.ops.reduce((sum, op) => sum + macsOf(op, deployed), 0);
    const { activations } = planArena(deployed, 'tflm-cmsis-nn', 'cortex-m4');
    expect([graph.nodes.length, deployed.ops.length, macs, activations]).toEqual(FIGURES[id]);
  });

  it('have a thumbnail of one mark per node', () => {
    const sine = SAMPLES.find((sample) => sample.id === 'sine-mlp')!;
    expect(marksOf(sine.design().graph)).toEqual(['input', 'dense', 'dense', 'dense']);
    expect(marksOf(sine.design().graph, 2)).toEqual(['input', 'dense']);
  });
});
