/** Says where values stopped being numbers. */
import { all, dispose, isFinite, keep, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { fail, type Result } from '../../core/base/result.ts';
import { originalNode } from '../../core/graph/expand.ts';
import { displayName } from '../../core/ops/registry.ts';
import type { Network } from '../model/network.ts';
import type { Run } from '../model/step.ts';

/** Names the first node, in running order, whose values are none for this input; `at` says when it was noticed. */
export async function diverged(network: Network, input: Tensor, run: Omit<Run, 'values'>, at: string): Promise<Result<never>> {
  const { graph, design } = network;
  const bad = await firstBad(network, input, run);
  const what = `The loss is no number at ${at}`;
  if (bad !== undefined && graph.inputs.includes(bad)) return fail(`${what}: the data holds values that are none`);
  const node = graph.ops.find(({ inputs, outputs }) => [...inputs, ...outputs].includes(bad ?? -1))?.node;
  const found = design.nodes.find(({ id }) => id === originalNode(node ?? ''));
  if (found === undefined) return fail(`${what}: lower the learning rate`);
  return fail(`${what}, first in ${displayName(found)}: lower the learning rate`, `node ${node}`);
}

async function firstBad(network: Network, input: Tensor, run: Omit<Run, 'values'>): Promise<number | undefined> {
  const passed: { readonly tensor: number; readonly sound: Tensor }[] = [];
  tidy(() => {
    network.forward([input], run, (tensor, value) => {
      passed.push({ tensor, sound: keep(all(isFinite(value))) });
      return value;
    });
  });
  const sound = await Promise.all(passed.map((each) => each.sound.data()));
  dispose(passed.map((each) => each.sound));
  return passed.find((_, at) => sound[at]![0] === 0)?.tensor;
}
