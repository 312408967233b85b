import { describe, expect, it } from 'vitest';
import { newDesign } from '../core/document/new-design.ts';
import type { Weights } from '../core/document/weights.ts';
import { createBuilder } from '../core/graph/builder.ts';
import type { OpKind } from '../core/ops/registry.ts';
import { DEFAULT_RECIPE } from '../core/training/recipe.ts';
import type { Snapshot } from '../core/training/snapshot.ts';
import type { TrainQuestion } from '../jobs/train-job.ts';
import { parseUnfinished } from './unfinished-run.ts';

const net = createBuilder<OpKind>();
net.chain(net.add('input', { shape: [4] }), ['dense', { units: 2 }]);
const design = { ...newDesign('Small'), graph: net.build() };

const kernel = { shape: [2, 4], values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
const WEIGHTS: Weights = { nodes: new Map([['2', { kernel }]]), activations: new Map() };

const QUESTION: TrainQuestion = {
  design,
  weights: WEIGHTS,
  data: { source: { kind: 'built-in', id: 'gestures' }, options: { seed: 7 }, base: 'http://localhost/' },
  recipe: { ...DEFAULT_RECIPE, distillation: { temperature: 2, share: 0.5 } },
  teacher: { graph: design.graph, weights: WEIGHTS },
  device: 'wasm',
  from: undefined,
};

const SNAPSHOT: Snapshot = {
  version: 1,
  phase: 'quantized',
  graph: design.graph,
  weights: WEIGHTS,
  epoch: 1,
  step: 3,
  lossSum: 12.5,
  steps: 11,
  epochs: [],
  optimizer: { steps: 11, averages: [new Map([['2/kernel', Float32Array.of(0.5)]])] },
  ranges: new Map([[0, { low: -1, high: 1 }]]),
  pruning: { channels: new Set([1]), masks: new Map([['2/kernel', Float32Array.of(0, 1)]]) },
  best: { score: { loss: 0.25, accuracy: 0.5 }, weights: WEIGHTS, ranges: undefined, age: 2 },
  float: { loss: 0.5, accuracy: undefined },
};

/** As a database gives it back. */
const stored = (question: unknown = QUESTION): unknown => structuredClone({ data: 'Gestures', question });

describe('a run that the page was closed on', () => {
  it('is read as it was kept, with how far it came', () => {
    expect(parseUnfinished('small', stored(), structuredClone(SNAPSHOT))).toEqual({
      document: 'small',
      data: 'Gestures',
      question: QUESTION,
      snapshot: SNAPSHOT,
    });
  });

  it('is read with the files it learns from, and from weights of its seed', () => {
    const blob = new Blob(['1,2']);
    const data = { ...QUESTION.data, source: { kind: 'files', name: 'walks', files: [{ path: 'walk.csv', blob }] } } as const;
    const question = parseUnfinished('small', { data: 'walks', question: { ...QUESTION, weights: undefined, data } }, undefined)?.question;
    expect(question).toMatchObject({ weights: undefined, data: { source: { name: 'walks', files: [{ path: 'walk.csv' }] } } });
    expect(question!.data.source).toHaveProperty('files.0.blob', blob);
  });

  it.each([
    ['not there', undefined],
    ['cut short', { ...SNAPSHOT, optimizer: undefined }],
    ['of a later version', { ...SNAPSHOT, version: 2 }],
    ['of weights that are no map', { ...SNAPSHOT, weights: { nodes: {}, activations: {} } }],
  ])('starts anew where its snapshot is %s', (_, snapshot) => {
    const found = parseUnfinished('small', stored(), structuredClone(snapshot));
    expect(found?.question).toEqual(QUESTION);
    expect(found?.snapshot).toBeUndefined();
  });

  it.each([
    ['there is none', undefined],
    ['it is of a device that a later version knows', stored({ ...QUESTION, device: 'quantum' })],
    ['its design is of a later version', stored({ ...QUESTION, design: { ...design, version: 99 } })],
    ['its recipe makes no sense', stored({ ...QUESTION, recipe: { ...DEFAULT_RECIPE, epochs: -1 } })],
    ['its data lies where a later version keeps some', stored({ ...QUESTION, data: { ...QUESTION.data, source: { kind: 'cloud' } } })],
    ['its weights are no map', stored({ ...QUESTION, weights: { nodes: {}, activations: {} } })],
    ['its teacher is no network', stored({ ...QUESTION, teacher: { graph: { nodes: 3 }, weights: WEIGHTS } })],
    [
      "its teacher's weights are no map",
      stored({ ...QUESTION, teacher: { graph: design.graph, weights: { nodes: {}, activations: {} } } }),
    ],
    ['it has no name for its data', { question: QUESTION }],
  ])('is left alone where %s', (_, value) => {
    expect(parseUnfinished('small', value, structuredClone(SNAPSHOT))).toBeUndefined();
  });
});
