import { expect, it } from 'vitest';
import { createEstimator } from '../core/cost/estimator.ts';
import { nodeFacts } from '../core/cost/node-facts.ts';
import { leNet5 } from '../core/samples/lenet-5.ts';
import { resNet8 } from '../core/samples/resnet-8.ts';
import { createStores } from './stores.ts';

it("points at nothing in a design just opened, though its nodes have the names of the last one's", () => {
  const { design, selection } = createStores({ design: leNet5.design(), costing: { createEstimator, nodeFacts } });
  selection.getState().select(['3']);
  design.getState().edit('Rename', (each) => ({ ...each, name: 'Another name' }));
  expect(selection.getState().nodes).toEqual(['3']);
  design.getState().open(resNet8.design());
  expect(design.getState().design.graph.nodes.some(({ id }) => id === '3')).toBe(true);
  expect(selection.getState()).toMatchObject({ nodes: [], focused: undefined });
});
