/**
 * Dynamic pruning with feedback (Lin et al. 2020): while it is pruned, a network computes with some channels or weights at zero, but its
 * gradients move all of them, so that what was pruned too early comes back. After the window the choice stays.
 */
import { mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Weights } from '../../core/document/weights.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { channelsOf, type Channels } from '../../core/training/channels.ts';
import type { Recipe } from '../../core/training/recipe.ts';
import { removeChannels, silenceChannels, type Pruned } from '../../core/training/remove-channels.ts';
import type { PruningState } from '../../core/training/snapshot.ts';
import { shareAt, weakestChannels } from '../../core/training/weakest-channels.ts';
import { settle } from '../backends/settle.ts';
import { weightsOf, type Network } from '../model/network.ts';
import { createParameters, type Parameter, type Parameters } from '../model/parameters.ts';

type Plan = NonNullable<Recipe['pruning']>;
type Masks = ReadonlyMap<string, Tensor>;

/** Optimiser steps between two choices. */
const EVERY = 20;
/** Shares of the phase at which pruning starts and has reached its goal. */
const START = 0.05;
const END = 0.6;

/** Holds masks: dispose of it. */
export class Pruner {
  private readonly network: Network;
  private readonly plan: Plan;
  private readonly channels: Channels;
  private gone: ReadonlySet<number> = new Set();
  private masks: Masks = new Map();
  private frozen = false;

  constructor(network: Network, plan: Plan) {
    this.network = network;
    this.plan = plan;
    this.channels = channelsOf(network.design);
  }

  /** Keeps the zeros of a network whose weights were pruned, while it trains on. */
  static async ofZeros(network: Network, from: PruningState | undefined): Promise<Pruner> {
    const kernels = kernelsOf(network.parameters);
    await settle(kernels.map(([, { variable }]) => variable));
    const masks = new Map(kernels.map(([key, { variable }]) => [key, valuesOf(variable).map((value) => (value === 0 ? 0 : 1))]));
    const pruner = new Pruner(network, { what: 'weights', share: 0 });
    await pruner.restore(from ?? { channels: new Set(), masks });
    pruner.frozen = true;
    return pruner;
  }

  /** Chooses anew where it is time to, before step `step` of `steps`. */
  async update(step: number, steps: number): Promise<void> {
    const end = Math.floor(steps * END);
    if (this.frozen || step > end || (step !== end && step % EVERY !== 0)) return;
    const share = shareAt({ start: Math.floor(steps * START), end, share: this.plan.share }, step);
    const weights = await weightsOf(this.network);
    if (this.plan.what === 'channels') this.takeChannels(weights, share);
    else this.setMasks(weakestMasks(this.network.parameters, share));
  }

  /** Whether the choice stays from this step on. */
  isSettled(step: number, steps: number): boolean {
    return this.frozen || step > Math.floor(steps * END);
  }

  /** What `compute` gives with the pruned values at zero; afterwards the variables are whole again, also when it throws. */
  masked<T>(compute: () => T): T {
    const restore = this.mask();
    try {
      return compute();
    } finally {
      restore();
    }
  }

  /** Sets the pruned values to zero until the function that is returned is called. */
  mask(): () => void {
    const whole = [...this.masks].map(([key, mask]) => {
      const { variable } = this.network.parameters.get(key)!;
      const value = variable.clone();
      tidy(() => variable.assign(mul(variable, mask)));
      return { variable, value };
    });
    return () => {
      for (const { variable, value } of whole) {
        variable.assign(value);
        value.dispose();
      }
    };
  }

  /** The design and the network's weights without what was pruned. */
  async result(): Promise<Pruned> {
    const { design } = this.network;
    const restore = this.mask();
    const weights = await weightsOf(this.network);
    restore();
    return this.plan.what === 'channels' ? removeChannels(design, weights, this.channels, this.gone) : { graph: design, weights };
  }

  async save(): Promise<PruningState> {
    const isOfChannels = this.plan.what === 'channels';
    await settle(this.masks.values());
    return { channels: this.gone, masks: new Map(isOfChannels ? [] : [...this.masks].map(([key, mask]) => [key, valuesOf(mask)])) };
  }

  dispose(): void {
    this.setMasks(new Map());
  }

  async restore({ channels, masks }: PruningState): Promise<void> {
    this.gone = channels;
    const { design, parameters } = this.network;
    if (this.plan.what === 'channels') return this.setMasks(channelMasks(design, await weightsOf(this.network), this.channels, channels));
    return this.setMasks(new Map([...masks].map(([key, values]) => [key, tensor(values, parameters.get(key)!.variable.shape)])));
  }

  private takeChannels(weights: Weights, share: number): void {
    const { design } = this.network;
    this.gone = weakestChannels(design, weights, this.channels, share, this.gone);
    this.setMasks(channelMasks(design, weights, this.channels, this.gone));
  }

  private setMasks(masks: Masks): void {
    for (const mask of this.masks.values()) mask.dispose();
    this.masks = masks;
  }
}

/** Zero where a channel is gone, for the trained weights that make it; moving averages go on. */
function channelMasks(graph: Graph, weights: Weights, channels: Channels, gone: ReadonlySet<number>): Masks {
  if (gone.size === 0) return new Map();
  const ones = new Map(
    [...weights.nodes].map(([node, held]) => [
      node,
      Object.fromEntries(Object.entries(held).map(([name, { shape, values }]) => [name, { shape, values: values.map(() => 1) }])),
    ]),
  );
  const masks = [...createParameters(graph, silenceChannels(graph, { ...weights, nodes: ones }, channels, gone))];
  for (const [, { trainable, variable }] of masks) if (!trainable) variable.dispose();
  return new Map(masks.flatMap(([key, { trainable, variable }]) => (trainable ? [[key, variable]] : [])));
}

/** Zero for that share of each kernel's values, the smallest. */
function weakestMasks(parameters: Parameters, share: number): Masks {
  return new Map(
    kernelsOf(parameters).map(([key, { variable }]) => {
      const sizes = valuesOf(variable).map(Math.abs);
      const border = sizes.toSorted()[Math.floor(share * sizes.length)] ?? 0;
      const kept = sizes.map((size) => (size < border ? 0 : 1));
      return [key, tensor(kept, variable.shape)];
    }),
  );
}

function kernelsOf(parameters: Parameters): readonly (readonly [string, Parameter])[] {
  return [...parameters].filter(([, { shape, trainable }]) => trainable && shape.length > 1);
}

function valuesOf(value: Tensor): Float32Array {
  return Float32Array.from(value.dataSync<'float32'>());
}
