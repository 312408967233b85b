/** Where each kind of file keeps the weights of a layer. */
import type { Attribute } from 'jsfive';
import type { H5 } from './h5.ts';
import type { KerasStep, KerasTensor, WeightSource } from './keras-model.ts';

/**
 * Inside a .keras: `layers/<class in snake case>[_n]/vars/0`, numbered among the layers of one class in their order; a recurrent layer's
 * cell, and what a wrapper wraps, are one step deeper. Keras 2.12 and 2.13 call the container `_layer_checkpoint_dependencies`. (keras/src/saving/saving_lib.py)
 */
export function archivedWeights(file: H5): WeightSource {
  const top = file.children('');
  const container = top.includes('layers') ? 'layers' : '_layer_checkpoint_dependencies';
  return (path) => {
    const base = path.map((step) => `${container}/${archivedName(step)}`).join('/');
    return ['vars', 'cell/vars', 'layer/vars'].map((place) => numbered(file, `${base}/${place}`)).find((found) => found !== undefined);
  };
}

function archivedName({ layer, siblings }: KerasStep): string {
  const name = snakeCase(layer.kind);
  const before = siblings.slice(0, siblings.indexOf(layer)).filter(({ kind }) => snakeCase(kind) === name).length;
  return before === 0 ? name : `${name}_${before}`;
}

/** `Conv2DTranspose` is conv2d_transpose, `BatchNormalization` batch_normalization, `ReLU` re_lu. */
function snakeCase(kind: string): string {
  return kind
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** Datasets called 0, 1, 2, ...; undefined when there is none. */
function numbered(file: H5, path: string): readonly KerasTensor[] | undefined {
  const tensors: KerasTensor[] = [];
  for (let i = 0; ; i++) {
    const tensor = file.tensor(`${path}/${i}`);
    if (tensor === undefined) return tensors.length > 0 ? tensors : undefined;
    tensors.push(tensor);
  }
}

/**
 * A whole-model .h5: a group for each layer whose attribute `weight_names` lists its datasets in order; those of a model inside the model
 * are in that model's group, their layer among the parts of their names. Long lists are split over `weight_names0`, `weight_names1`, ...
 * (keras/src/legacy/saving/legacy_h5_format.py)
 */
export function listedWeights(file: H5): WeightSource {
  const root = file.children('').includes('model_weights') ? 'model_weights/' : '';
  return (path) => {
    const group = root + path[0]!.layer.name;
    const names = namesOf(file, group).filter((name) => isInside(name.split('/'), path.slice(1)));
    const tensors = names.flatMap((name) => file.tensor(`${group}/${name}`) ?? []);
    return tensors.length > 0 ? tensors : undefined;
  };
}

function namesOf(file: H5, group: string): readonly string[] {
  const whole = textsOf(file.attribute(group, 'weight_names'));
  if (whole.length > 0) return whole;
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const more = textsOf(file.attribute(group, `weight_names${i}`));
    if (more.length === 0) return parts;
    parts.push(...more);
  }
}

function textsOf(attribute: Attribute | undefined): readonly string[] {
  return Array.isArray(attribute) ? attribute.filter((item) => typeof item === 'string').map((name) => name.replaceAll('\0', '')) : [];
}

/** The weight's name holds the names of the layers in their order, before its own. */
function isInside(name: readonly string[], path: readonly KerasStep[]): boolean {
  let at = 0;
  for (const { layer } of path) {
    const found = name.indexOf(layer.name, at);
    if (found < 0 || found >= name.length - 1) return false;
    at = found + 1;
  }
  return true;
}

export interface NamedTensor {
  readonly name: string;
  readonly tensor: KerasTensor;
}

/** A list of all weights, each named `layer/weight`; the names of models they are inside of may stand before. */
export function namedWeights(all: readonly NamedTensor[]): WeightSource {
  const split = all.map(({ name, tensor }) => ({ parts: name.split('/'), tensor }));
  return (path) => {
    const found = split.filter(({ parts }) => isInside(parts, path));
    const tensors = (found.length > 0 ? found : split.filter(({ parts }) => isInside(parts, path.slice(-1)))).map(({ tensor }) => tensor);
    return tensors.length > 0 ? tensors : undefined;
  };
}
