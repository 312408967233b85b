/** A peer network as TensorFlow.js computes it with our operators. */
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { addBias } from '../ops/add-bias.ts';
import type { AdamState } from '../ops/adam-update.ts';
import { adamUpdate } from '../ops/adam-update.ts';
import type { ClampName } from '../ops/activation-range.ts';
import { batchNormTraining } from '../ops/batch-norm-training.ts';
import { clamped } from '../ops/clamped.ts';
import { globalMean } from '../ops/global-mean.ts';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';
import type { PeerLayer, PeerNetwork } from './peer-networks.ts';

const EPSILON = 1e-5;
const ADAM = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };

type Layer = (x: Tensor) => Tensor;

export interface PeerModel {
  readonly forward: (x: Tensor) => Tensor2D;
  /** One step of Adam on a batch; the loss. */
  readonly train: (x: Tensor, targets: Tensor2D) => number;
  readonly dispose: () => void;
}

export function createPeerModel(network: PeerNetwork, seed: number): PeerModel {
  const parameters: Variable[] = [];
  const nextSeed = { value: seed };
  const weights = (shape: readonly number[], fanIn: number): Variable =>
    keep(parameters, tf.randomNormal([...shape], 0, Math.sqrt(2 / fanIn), 'float32', nextSeed.value++));
  const norm = (channels: number, clamp: ClampName): Layer => {
    const [gamma, beta] = [keep(parameters, tf.ones([channels])), keep(parameters, tf.zeros([channels]))];
    return (x) => batchNormTraining(x, gamma as unknown as Tensor1D, beta as unknown as Tensor1D, { epsilon: EPSILON, clamp }).y;
  };
  const layers = build(network, { weights, norm, zeros: (count) => keep(parameters, tf.zeros([count])) });
  const states = parameters.map((parameter): AdamState => {
    const zeros = (): Variable => tf.tidy(() => tf.variable(tf.zerosLike(parameter), false));
    return { m: zeros(), v: zeros() };
  });
  const forward = (x: Tensor): Tensor2D => layers.reduce((value, layer) => layer(value), x) as Tensor2D;
  let step = 0;
  return {
    forward,
    train: (x, targets) => {
      step++;
      const { value, grads } = tf.variableGrads(() => lossOf(network, forward(x), targets), parameters);
      for (const [i, parameter] of parameters.entries()) adamUpdate(parameter, grads[parameter.name]!, states[i]!, step, ADAM);
      const loss = value.dataSync<'float32'>()[0]!;
      tf.dispose([value, grads]);
      return loss;
    },
    dispose: () => tf.dispose([...parameters, ...states.flatMap(({ m, v }) => [m, v])]),
  };
}

function keep(parameters: Variable[], initial: Tensor): Variable {
  const variable = tf.variable(initial);
  initial.dispose();
  parameters.push(variable);
  return variable;
}

function lossOf({ loss }: PeerNetwork, outputs: Tensor2D, targets: Tensor2D): Scalar {
  return loss === 'cross-entropy' ? softmaxCrossEntropy(outputs, targets) : tf.mean(tf.squaredDifference(outputs, targets));
}

interface Maker {
  readonly weights: (shape: readonly number[], fanIn: number) => Variable;
  readonly norm: (channels: number, clamp: ClampName) => Layer;
  readonly zeros: (count: number) => Variable;
}

function build({ input, layers, outputs }: PeerNetwork, maker: Maker): readonly Layer[] {
  let channels = input.at(-1)!;
  const built: Layer[] = [];
  for (const layer of layers) {
    built.push(...layerOf(layer, channels, maker));
    channels = channelsAfter(layer, channels);
  }
  if (input.length > 1) built.push(globalMean);
  const [matrix, bias] = [maker.weights([channels, outputs], channels), maker.zeros(outputs)];
  return [...built, (x) => addBias(tf.matMul(x, matrix), bias as unknown as Tensor1D)];
}

function channelsAfter(layer: PeerLayer, channels: number): number {
  if (layer.kind === 'depthwise') return channels;
  return layer.kind === 'dense' ? layer.units : layer.filters;
}

function layerOf(layer: PeerLayer, channels: number, maker: Maker): readonly Layer[] {
  switch (layer.kind) {
    case 'conv':
      return [convolution(layer.size, layer.stride, channels, layer.filters, maker), maker.norm(layer.filters, 'relu')];
    case 'depthwise': {
      const filter = maker.weights([3, 3, channels, 1], 9);
      return [(x) => tf.depthwiseConv2d(x as Tensor4D, filter as unknown as Tensor4D, layer.stride, 'same'), maker.norm(channels, 'relu')];
    }
    case 'residual':
      return [residual(layer.filters, layer.stride, channels, maker)];
    case 'dense': {
      const [matrix, bias] = [maker.weights([channels, layer.units], channels), maker.zeros(layer.units)];
      return [(x) => addBias(tf.matMul(x, matrix), bias as unknown as Tensor1D), maker.norm(layer.units, 'relu')];
    }
  }
}

function convolution(
  size: number | readonly [number, number],
  stride: number,
  channels: number,
  filters: number,
  { weights }: Maker,
): Layer {
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  const filter = weights([height, width, channels, filters], height * width * channels);
  return (x) => tf.conv2d(x as Tensor4D, filter as unknown as Tensor4D, stride, 'same');
}

function residual(filters: number, stride: number, channels: number, maker: Maker): Layer {
  const first = [convolution(3, stride, channels, filters, maker), maker.norm(filters, 'relu')];
  const second = [convolution(3, 1, filters, filters, maker), maker.norm(filters, 'none')];
  const skip = stride === 1 && channels === filters ? undefined : convolution(1, stride, channels, filters, maker);
  return (x) => {
    const straight = [...first, ...second].reduce((value, layer) => layer(value), x);
    return clamped(tf.add(straight, skip?.(x) ?? x), 'relu');
  };
}
