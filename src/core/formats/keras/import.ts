/** A Keras model as a design graph with weights. Layers without a counterpart become boxes, and are named; the rest opens. */
import { fail, type Result } from '../../base/result.ts';
import { AUTO_TYPE, NetworkBuilder, type Built, type Value } from '../network-builder.ts';
import { opaqueParams } from '../opaque-node.ts';
import {
  KerasProblem,
  listOf,
  textIn,
  type KerasCall,
  type KerasLayer,
  type KerasModel,
  type KerasRef,
  type KerasStep,
  type WeightSource,
} from './keras-model.ts';
import { FUNCTIONS, LAYERS } from './layers.ts';
import type { LayerSite } from './layer-site.ts';

export interface KerasImport extends Built {
  readonly notes: readonly string[];
}

/** Fails only when nothing sensible can be opened; the message does not name the file. */
export function importKeras(model: KerasModel, weights: WeightSource, version: 2 | 3): Result<KerasImport> {
  const run = new KerasRun(weights, version);
  const outputs = run.model(model, [], undefined);
  if (outputs.length === 0) return fail('it has no outputs');
  const built = run.builder.finish(outputs.map(({ ref }) => ref));
  return built.ok ? { ok: true, value: { ...built.value, notes: [...new Set(run.notes)] } } : built;
}

class KerasRun {
  readonly builder = new NetworkBuilder();
  readonly notes: string[] = [];
  private readonly source: WeightSource;
  private readonly version: 2 | 3;

  constructor(source: WeightSource, version: 2 | 3) {
    this.source = source;
    this.version = version;
  }

  /** Outputs of a model; `given` are the values it is called with, when it is a layer of another model. */
  model(model: KerasModel, path: readonly KerasStep[], given: readonly Value[] | undefined): readonly Value[] {
    const values = new Map<string, readonly Value[]>();
    if (given !== undefined) model.inputs.forEach((ref, i) => given[i] !== undefined && values.set(keyOf(ref), [given[i]]));
    let waiting = inputsFirst(model).flatMap((layer) => layer.calls.map((call, at) => ({ layer, call, at })));
    while (waiting.length > 0) {
      const later = waiting.filter(({ layer, call, at }) => !this.convert(model, layer, call, at, path, values));
      if (later.length === waiting.length) break;
      waiting = later;
    }
    return model.outputs.map((ref) => valueOf(values, ref) ?? refuseRef(ref));
  }

  /** False when an input is not there yet. */
  private convert(
    model: KerasModel,
    layer: KerasLayer,
    call: KerasCall,
    at: number,
    path: readonly KerasStep[],
    values: Map<string, readonly Value[]>,
  ): boolean {
    const key = keyOf({ layer: layer.name, call: at });
    if (values.has(key)) return true;
    const inputs = call.inputs.map((ref) => valueOf(values, ref));
    if (!inputs.every((value) => value !== undefined)) return false;
    const results = this.outputsOf(model, layer, call, [...path, { layer, siblings: model.layers }], inputs);
    values.set(key, results);
    return true;
  }

  private outputsOf(
    model: KerasModel,
    layer: KerasLayer,
    call: KerasCall,
    path: readonly KerasStep[],
    inputs: readonly Value[],
  ): readonly Value[] {
    if (layer.kind === 'InputLayer') return [this.input(model, layer)];
    if (layer.model !== undefined) return this.model(layer.model, path, inputs);
    const weights = (): ReturnType<WeightSource> => this.source(path);
    const box: LayerSite['box'] = (kind, why, input) => this.box(layer, kind, why, [input]);
    const site: LayerSite = { layer, call, builder: this.builder, inputs, weights, version: this.version, box };
    const converter = LAYERS[FUNCTIONS[textIn(layer.config, 'function') ?? ''] ?? layer.kind];
    if (converter === undefined) return [this.box(layer, layer.kind, 'is not a layer known here', inputs)];
    try {
      return [converter(site)].flat();
    } catch (error) {
      if (!(error instanceof KerasProblem)) throw error;
      return [this.box(layer, layer.kind, `cannot be read: ${error.message}`, inputs)];
    }
  }

  private input(model: KerasModel, { name, config }: KerasLayer): Value {
    const given = listOf(config['batch_shape'] ?? config['batch_input_shape']);
    if (given.length === 0) throw new KerasProblem('its input has no shape; build the model before it is saved');
    const [batch, ...inner] = given.map((size, i) => {
      if (typeof size === 'number' && Number.isInteger(size) && size > 0) return size;
      if (i === 0) return 1;
      throw new KerasProblem(`the input "${name}" has no fixed size in dimension ${i}; save the model with the size it is to run at`);
    });
    const type = isIndexed(model, name) ? 'int32' : 'auto';
    const params = inner.length > 0 ? { shape: inner, batch: batch!, type } : { shape: [batch!], batch: 0, type };
    const added = this.builder.add('input', params, [], name);
    if (!added.ok) throw new KerasProblem(added.error.message);
    return added.value[0]!;
  }

  private box(layer: KerasLayer, kind: string, why: string, inputs: readonly Value[]): Value {
    const like = inputs[0]?.type ?? { type: AUTO_TYPE, shape: [1] };
    const params = opaqueParams(
      kind,
      [like],
      inputs.map(() => 'in' as const),
    );
    const added = this.builder.add('opaque', params, inputs, layer.name);
    if (!added.ok) throw new KerasProblem(added.error.message);
    this.notes.push(
      `${kind.slice(0, 60)} "${layer.name.slice(0, 100)}" ${why}; it is kept as a box that gives values of the shape it takes.`,
    );
    return added.value[0]!;
  }
}

/** The layers with the model's inputs in front, in the model's order: the design lists them so. */
function inputsFirst({ layers, inputs }: KerasModel): readonly KerasLayer[] {
  const places = new Map(inputs.map(({ layer }, i) => [layer, i]));
  const placeOf = ({ name }: KerasLayer): number => places.get(name) ?? inputs.length;
  return layers.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function keyOf({ layer, call }: Pick<KerasRef, 'layer' | 'call'>): string {
  return `${call}@${layer}`;
}

function valueOf(values: ReadonlyMap<string, readonly Value[]>, ref: KerasRef): Value | undefined {
  return values.get(keyOf(ref))?.[ref.output];
}

function refuseRef({ layer }: KerasRef): never {
  throw new KerasProblem(`nothing gives its output, the layer "${layer.slice(0, 100)}"`);
}

/** True when an embedding reads the input: its values are indices. */
function isIndexed({ layers }: KerasModel, input: string): boolean {
  return layers.some(({ kind, calls }) => kind === 'Embedding' && calls.some(({ inputs }) => inputs.some(({ layer }) => layer === input)));
}
