import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/base/random.ts';
import { deploy, type Deployed } from '../core/deploy/deploy.ts';
import { MADE_SAMPLES } from '../core/deploy/model-of.ts';
import type { Design } from '../core/document/design.ts';
import { newDesign } from '../core/document/new-design.ts';
import { randomWeights } from '../core/document/random-weights.ts';
import type { Weights } from '../core/document/weights.ts';
import { encodeWeights } from '../core/document/weights-blob.ts';
import { createBuilder } from '../core/graph/builder.ts';
import { setParam } from '../core/graph/edits.ts';
import type { OpKind } from '../core/ops/registry.ts';
import { withQuantization } from '../core/quant/post-training/kept-quantization.ts';
import { quantizeDesign } from '../core/quant/post-training/quantize-design.ts';
import { filledWeights, readLearned } from './read-learned.ts';

const METHOD = { kind: 'minmax' } as const;
const net = createBuilder<OpKind>();
net.chain(
  net.add('input', { shape: [6, 6, 1] }),
  ['conv2d', { filters: 3 }],
  ['conv2d', { filters: 4 }],
  ['flatten'],
  ['dense', { units: 2 }],
);
const design: Design = { ...newDesign('Drawn'), graph: net.build() };
const ones = { samples: [[new Float32Array(36).fill(1)]] };

/** Trained for 4 bits, and kept. */
function trained(): Weights {
  const weights = randomWeights(createRandom(1), design.graph);
  const model = quantizeDesign(design.graph, weights, ones, { method: METHOD, io: 'int8', weightBits: 4 });
  if (!model.ok) throw new Error(model.error.message);
  const read = readLearned(encodeWeights(withQuantization(design.graph, weights, model.value, { weightBits: 4 })), 'trained');
  if (!read.ok) throw new Error(read.error.message);
  return read.value.weights!;
}

function deployed(edited: Design, weights: Weights, batch?: typeof ones): Deployed {
  const done = deploy(edited, { weights }, { batch, method: METHOD, fixAddresses: false });
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

/** Of a network's input. */
const inputScale = ({ graph }: Deployed): number => graph.tensors[graph.inputs[0]!]!.quantization!.scales[0]!;

describe('weights that were trained', () => {
  it('bring their scales along, which samples of the user take the place of', () => {
    const asTrained = deployed(design, trained());
    expect(asTrained.notes).toEqual([]);
    expect(inputScale(asTrained)).toBe(Math.fround(1 / 255));
    const twos = { samples: [[new Float32Array(36).fill(2)]] };
    const calibrated = deployed(design, trained(), twos);
    expect(calibrated.notes).toEqual([]);
    expect(inputScale(calibrated)).toBe(Math.fround(2 / 255));
  });

  it('are calibrated anew after an edit that they fit, which is said, and keep their bits', () => {
    const edited = { ...design, graph: setParam(design.graph, '2', 'activation', 'relu') };
    const { notes, graph } = deployed(edited, trained());
    expect(notes).toEqual([MADE_SAMPLES]);
    const scales = graph.tensors.find(({ name }) => name.startsWith('conv2d_2/kernel') || name === 'conv2d 2/kernel')?.quantization?.scales;
    const kernel = trained().nodes.get('2')!['kernel']!.values.subarray(0, 9);
    expect(scales?.[0]).toBe(Math.fround(Math.max(...Array.from(kernel, Math.abs)) / 7));
  });

  it('are calibrated anew where random ones fill a place', () => {
    const edited = { ...design, graph: setParam(design.graph, '3', 'filters', 5) };
    const filled = filledWeights(edited, trained(), 1);
    expect(filled.activations.size).toBe(0);
    expect(deployed(edited, filled).notes).toEqual([MADE_SAMPLES]);
    expect(deployed(design, filledWeights(design, trained(), 1)).notes).toEqual([MADE_SAMPLES]);
  });
});
