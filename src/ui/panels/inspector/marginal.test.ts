import { describe, expect, it } from 'vitest';
import { estimate } from '../../../core/cost/estimate.ts';
import { newDesign } from '../../../core/document/new-design.ts';
import { OPS } from '../../../core/ops/registry.ts';
import { insertOp } from '../../actions/insert-op.ts';
import { marginalOf, type NumericField } from './marginal.ts';

const DESIGN = (['input', 'conv2d', 'dense'] as const).reduce(
  (design, kind) => insertOp(design, kind, { kind: 'append' }).design,
  newDesign(),
);
const BEFORE = estimate(DESIGN);
const [, CONV] = DESIGN.graph.nodes;
const field = (name: string): NumericField => OPS.conv2d.fields.find((each) => each.name === name) as NumericField;

describe('one step of a parameter', () => {
  it('costs one more channel of the output, and the records of that channel', () => {
    const marginal = marginalOf(DESIGN, BEFORE, [CONV!], field('filters'))!;
    expect(marginal).toMatchObject({ steps: 1, sram: 32 * 32 + 32, problem: undefined });
    expect(marginal.ms! > 0 && marginal.flash > 0).toBe(true);
  });

  it('goes down where the parameter is at its largest', () => {
    const node = { ...CONV!, params: { filters: field('filters').max } };
    expect(marginalOf(DESIGN, BEFORE, [node], field('filters'))?.steps).toBe(-1);
  });

  it('names the mistake it would make', () => {
    const conv = { ...CONV!, params: { filters: 3 } };
    const [input] = DESIGN.graph.nodes;
    const sum = { id: '4', op: 'add', name: '', params: {}, inputs: [input!, conv].map(({ id }) => ({ node: id, port: 0 })) };
    const design = { ...DESIGN, graph: { ...DESIGN.graph, nodes: [input!, conv, sum] } };
    const before = estimate(design);
    expect(before.problems).toEqual([]);
    expect(marginalOf(design, before, [conv], field('filters'))?.problem).toBe('Add expects equal shapes, got 1x32x32x3 and 1x32x32x4');
  });
});
