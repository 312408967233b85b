/** Activations: those a layer of the design carries as a parameter, those that are a node, and those that are written out. */
import type { Params } from '../../graph/graph.ts';
import type { Value } from '../network-builder.ts';
import { addBeside, activationOf, constantBeside, type LayerSite } from './layer-site.ts';

/** By Keras's name, the value of the design's parameter. */
const PARAMS: Readonly<Record<string, string>> = {
  linear: 'none',
  relu: 'relu',
  relu6: 'relu6',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  hard_swish: 'hard_swish',
  hard_silu: 'hard_swish',
};

/** The parameter of a layer that computes its activation itself; "none" when `withActivation` has to add it behind. */
export function activationParam(site: LayerSite): Params {
  const activation = PARAMS[activationOf(site)] ?? 'none';
  return activation === 'none' ? {} : { activation };
}

/** The value behind the layer's activation, where that is no parameter of the layer. */
export function withActivation(site: LayerSite, value: Value): Value {
  const name = activationOf(site);
  return PARAMS[name] === undefined ? activated(site, name, value) : value;
}

const NODES: Readonly<Record<string, 'relu' | 'relu6' | 'tanh' | 'sigmoid' | 'hard_swish' | 'softmax'>> = {
  relu: 'relu',
  relu6: 'relu6',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  hard_swish: 'hard_swish',
  hard_silu: 'hard_swish',
  softmax: 'softmax',
};

/** The activation of this name as nodes; a box for one that is not known. */
export function activated(site: LayerSite, name: string, value: Value): Value {
  const op = NODES[name];
  if (name === 'linear') return value;
  if (op !== undefined) return addBeside(site, op, {}, [value]);
  if (name === 'silu' || name === 'swish') return addBeside(site, 'mul', {}, [value, addBeside(site, 'sigmoid', {}, [value])]);
  if (name === 'leaky_relu') return addBeside(site, 'leaky_relu', { alpha: 0.2 }, [value]);
  if (name === 'hard_sigmoid') return hardSigmoid(site, value);
  return site.box(name, 'is not an activation known here', value);
}

/** relu6(x + 3) / 6 in Keras 3; x / 5 + 1/2 clipped to 0..1 before. */
function hardSigmoid(site: LayerSite, value: Value): Value {
  if (site.version === 3) {
    const clipped = addBeside(site, 'relu6', {}, [withNumber(site, 'add', value, 3)]);
    return withNumber(site, 'mul', clipped, 1 / 6);
  }
  const line = withNumber(site, 'add', withNumber(site, 'mul', value, 0.2), 0.5);
  return withNumber(site, 'minimum', withNumber(site, 'maximum', line, 0), 1);
}

type Merge = 'add' | 'sub' | 'mul' | 'minimum' | 'maximum';

export function withNumber(site: LayerSite, op: Merge, value: Value, number: number): Value {
  return addBeside(site, op, {}, [value, constantBeside(site, [1], Float32Array.of(number))]);
}
