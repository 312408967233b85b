import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { estimate } from '../cost/estimate.ts';
import { newDesign } from '../document/new-design.ts';
import type { Design } from '../document/design.ts';
import { createBuilder, type GraphBuilder } from '../graph/builder.ts';
import type { GraphNode } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { SAMPLES } from '../samples/samples.ts';
import { sampleUnas } from '../search/space/sample-unas.ts';
import { unasGraph } from '../search/space/unas-graph.ts';
import type { Candidate } from './hint.ts';
import { hintCandidates, hintsFor, type Hints } from './hints-for.ts';

const hintsOf = (design: Design): Hints => hintsFor(design, estimate(design), estimate);

function designOf(draw: (net: GraphBuilder<OpKind>) => void): Design {
  const net = createBuilder<OpKind>();
  draw(net);
  return { ...newDesign('test'), graph: net.build() };
}

function candidate(design: Design, id: string): Candidate {
  const found = hintCandidates(design, estimate(design)).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no candidate ${id}`);
  return found;
}

/** "conv2d{filters:4} <- 1" a node, in running order. */
function listing(design: Design): string[] {
  const text = (node: GraphNode): string => {
    const params = Object.entries(node.params).map(([name, value]) => `${name}:${String(value)}`);
    return `${node.id} ${node.op}{${params.join(' ')}} <- ${node.inputs.map((ref) => ref?.node ?? '-').join(',')}`;
  };
  return design.graph.nodes.map(text);
}

const edited = (design: Design, id: string): string[] => listing(candidate(design, id).apply(design));

/** Image, wide convolution, pooling, flatten, two dense layers. */
const classic = designOf((net) =>
  net.chain(
    net.add('input', { shape: [16, 16, 4] }),
    ['conv2d', { filters: 8, kernelH: 5, kernelW: 5, activation: 'tanh' }],
    ['max_pool2d'],
    ['flatten'],
    ['dense', { units: 20, activation: 'relu' }],
    ['dense', { units: 2 }],
  ),
);

/** A residual block whose addition ties two convolutions, then a strided one. */
const residual = designOf((net) => {
  const stem = net.add('conv2d', { filters: 8, activation: 'relu' }, net.add('input', { shape: [16, 16, 3] }));
  const inner = net.add('conv2d', { filters: 8 }, stem);
  const sum = net.add('add', { activation: 'relu' }, stem, inner);
  net.chain(sum, ['conv2d', { filters: 16, strideH: 2, strideW: 2 }], ['global_avg_pool'], ['dense', { units: 2 }]);
});

describe('hintsFor', () => {
  it('says in words what is in memory at the peak', () => {
    const mobileNet = SAMPLES.find((sample) => sample.id === 'mobilenet-v1')!.design();
    expect(hintsOf({ ...mobileNet, runtime: 'tflm-reference' }).peak).toEqual({
      node: '2',
      sentence: 'SRAM peaks while "conv2d 2" runs: it reads 27 KiB and writes 18 KiB; the planner leaves 27 KiB of gaps.',
    });
    const branches = SAMPLES.find((sample) => sample.id === 'unas-branches')!.design();
    expect(hintsOf({ ...branches, runtime: 'tflm-reference' }).peak?.sentence).toContain(
      '"depthwise conv2d 7" runs: it reads 10.5 KiB and writes 7.92 KiB; 7.94 KiB of "conv2d 5" and "conv2d 3" wait for later',
    );
    expect(hintsOf(newDesign()).peak).toBeUndefined();
  });

  it.each(SAMPLES.map((sample) => [sample.id, sample] as const))('has at least three sound hints for %s, the best first', (_id, sample) => {
    const design = sample.design();
    const before = estimate(design);
    const { hints } = hintsFor(design, before, estimate);
    expect(hints.length).toBeGreaterThanOrEqual(3);
    expect(new Set(hints.map((hint) => hint.id)).size).toBe(hints.length);
    expect(hints.map((hint) => hint.gain)).toEqual(hints.map((hint) => hint.gain).toSorted((a, b) => b - a));
    for (const hint of hints) {
      const after = estimate(hint.apply(design));
      expect(after.problems).toEqual([]);
      expect(after.sram.total).toBe(hint.effect.after.sramBytes);
      expect(after.macs).toBe(hint.effect.after.macs);
      expect(ends(after)).toEqual(ends(before));
    }
    expect(estimate(design)).toEqual(before);
  });

  it('keeps what goes in and out of random networks, and brings no mistake into them', () => {
    const random = createRandom(4);
    for (let i = 0; i < 60; i++) {
      const graph = unasGraph({ genotype: sampleUnas(random), input: [32, 32, 3], classes: 10 });
      const design = { ...newDesign('random'), graph };
      const before = estimate(design);
      for (const hint of hintsFor(design, before, estimate).hints) {
        const after = estimate(hint.apply(design));
        expect(after.problems, hint.title).toEqual([]);
        expect(ends(after), hint.title).toEqual(ends(before));
      }
    }
  });

  it('never throws on a wrong graph', () => {
    const random = createRandom(5);
    for (let i = 0; i < 200; i++) {
      const { graph } = random.pick(SAMPLES).design();
      const nodes = graph.nodes.map((node) =>
        random.next() < 0.15 ? broken(node, graph.nodes, random.next(), random.pick(graph.nodes)) : node,
      );
      expect(hintsOf({ ...newDesign('broken'), graph: { ...graph, nodes } }).hints).toBeInstanceOf(Array);
    }
  });

  it('sorts by the limit that is exceeded', () => {
    const slow = { ...classic, budgets: { latencyMs: 0.1 } };
    expect(hintsOf(slow).limit).toBe('latency');
    const [first] = hintsOf(slow).hints;
    expect(first?.effect.after.ms).toBeLessThan(first!.effect.before.ms! * 0.6);
    expect(hintsOf({ ...classic, budgets: { sramBytes: 1000 } }).limit).toBe('sram');
  });
});

function ends({ deployed }: ReturnType<typeof estimate>): unknown {
  return [deployed.inputs, deployed.outputs].map((tensors) => tensors.map((tensor) => deployed.tensors[tensor]!.shape));
}

/** A cut edge, an edge from anywhere, or an unknown operation. */
function broken(node: GraphNode, nodes: readonly GraphNode[], how: number, other: GraphNode): GraphNode {
  if (how < 0.3) return { ...node, inputs: node.inputs.map(() => undefined) };
  if (how < 0.8) return { ...node, inputs: node.inputs.map(() => ({ node: other.id, port: 0 })) };
  return { ...node, op: how < 0.9 ? 'nothing' : nodes[0]!.op };
}

describe('the edits', () => {
  it('halves the filters of a convolution', () => {
    expect(edited(classic, 'halve-filters:2')[1]).toBe('2 conv2d{filters:4 kernelH:5 kernelW:5 activation:tanh} <- 1');
  });

  it('halves convolutions that an addition ties together', () => {
    const { title, apply } = candidate(residual, 'halve-filters:2');
    expect(title).toBe('Halve the filters of "conv2d 2" and of one layer tied to it: 8 to 4');
    expect(listing(apply(residual)).slice(1, 3)).toEqual(['2 conv2d{filters:4 activation:relu} <- 1', '3 conv2d{filters:4} <- 2']);
  });

  it('narrows every layer but the result', () => {
    expect(edited(classic, 'narrower').filter((line) => line.includes('dense'))).toEqual([
      '5 dense{units:15 activation:relu} <- 4',
      '6 dense{units:2} <- 5',
    ]);
  });

  it('pools before the convolution', () => {
    expect(edited(classic, 'pool-first:3').slice(0, 4)).toEqual([
      '1 input{shape:16,16,4} <- ',
      '3 max_pool2d{} <- 1',
      '2 conv2d{filters:8 kernelH:5 kernelW:5 activation:tanh} <- 3',
      '4 flatten{} <- 2',
    ]);
  });

  it('strides in the convolution instead of pooling', () => {
    expect(edited(classic, 'stride-for-pool:3').slice(1, 3)).toEqual([
      '2 conv2d{filters:8 kernelH:5 kernelW:5 activation:tanh strideH:2 strideW:2} <- 1',
      '4 flatten{} <- 2',
    ]);
  });

  it('strides earlier, past a residual block', () => {
    const lines = edited(residual, 'stride-earlier:2');
    expect(lines[1]).toBe('2 conv2d{filters:8 activation:relu strideH:2 strideW:2} <- 1');
    expect(lines[4]).toBe('5 conv2d{filters:16 strideH:1 strideW:1} <- 4');
  });

  it('replaces a convolution by a depthwise and a 1x1 one, inside its block', () => {
    const { graph } = classic;
    const blocks: Design = {
      ...classic,
      graph: { ...graph, groups: [{ id: 'g1', name: 'A', nodes: ['2'], collapsed: false, repeat: 1 }] },
    };
    const after = candidate(blocks, 'separable:2').apply(blocks);
    expect(listing(after).slice(1, 3)).toEqual([
      '7 depthwise_conv2d{kernelH:5 kernelW:5 activation:tanh} <- 1',
      '2 conv2d{filters:8 kernelH:1 kernelW:1 activation:tanh strideH:1 strideW:1 dilationH:1 dilationW:1} <- 7',
    ]);
    expect(after.graph.groups[0]!.nodes).toEqual(['2', '7']);
  });

  it('shrinks a kernel, and fuses activations', () => {
    expect(edited(classic, 'smaller-kernel:2')[1]).toBe('2 conv2d{filters:8 kernelH:3 kernelW:3 activation:tanh} <- 1');
    expect(edited(classic, 'fused-activations')[1]).toBe('2 conv2d{filters:8 kernelH:5 kernelW:5 activation:relu} <- 1');
  });

  it('averages instead of flattening, and halves dense layers', () => {
    expect(edited(classic, 'global-pooling:5').slice(3, 5)).toEqual(['4 global_avg_pool{} <- 3', '5 dense{units:20 activation:relu} <- 4']);
    expect(edited(classic, 'smaller-dense:5')[4]).toBe('5 dense{units:10 activation:relu} <- 4');
  });

  it('drops a skip connection, leaving the activation of the addition', () => {
    expect(edited(residual, 'drop-branch:4:0').slice(2, 5)).toEqual([
      '3 conv2d{filters:8} <- 2',
      '4 relu{} <- 3',
      '5 conv2d{filters:16 strideH:2 strideW:2} <- 4',
    ]);
  });

  it('removes a residual block, and a layer that keeps its shape', () => {
    expect(edited(residual, 'drop-branch:4:1').slice(1, 3)).toEqual(['2 conv2d{filters:8 activation:relu} <- 1', '4 relu{} <- 2']);
    expect(edited(residual, 'drop-layer:3').slice(2, 3)).toEqual(['4 add{activation:relu} <- 2,2']);
  });

  it('offers the choices of deployment where they apply', () => {
    const ids = (design: Design): string[] => hintCandidates(design, estimate(design)).map((each) => each.id);
    const float: Design = { ...residual, quantize: { scheme: 'float32', io: 'float32' }, runtime: 'tflm-reference' };
    expect(ids(float)).toEqual(expect.arrayContaining(['best-order', 'int8', 'cmsis-nn']));
    expect(candidate(float, 'int8').apply(float).quantize).toEqual({ scheme: 'int8', io: 'int8' });
    expect(ids({ ...residual, quantize: { scheme: 'int8', io: 'float32' } })).toContain('int8-io');
    expect(ids(residual)).toContain('int8-registrations');
    expect(ids({ ...residual, order: 'best', application: { ...residual.application, int8Registrations: true } })).not.toEqual(
      expect.arrayContaining(['best-order', 'int8-registrations']),
    );
  });

  it('makes an opened file a design of its own', () => {
    const origin = { fileName: 'a.tflite', fileBytes: 1000, blob: 'ff', tensorOrder: [] };
    const file: Design = { ...classic, origin };
    expect(candidate(file, 'halve-filters:2').apply(file).origin).toBeUndefined();
  });
});
