/** The configuration of a Keras 2 or Keras 3 model, as JSON, to layers and how they are joined. */
import {
  isConfig,
  KerasProblem,
  listOf,
  MAX_KERAS_DEPTH,
  MAX_KERAS_LAYERS,
  textIn,
  type Config,
  type KerasCall,
  type KerasLayer,
  type KerasModel,
  type KerasRef,
} from './keras-model.ts';

const NO_INPUTS: KerasCall = { inputs: [], numbers: [], isNumberFirst: false };
const MODELS = new Set(['Sequential', 'Functional', 'Model']);

/** The model of a configuration; throws a KerasProblem that says what is wrong. */
export function readConfig(text: string): KerasModel {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KerasProblem('its configuration is not JSON');
  }
  return readModel(value, 0);
}

/** From the parsed JSON; `depth` counts models inside models. */
export function readModel(value: unknown, depth: number): KerasModel {
  const kind = isConfig(value) ? textIn(value, 'class_name') : undefined;
  if (!isConfig(value) || kind === undefined) throw new KerasProblem('its configuration names no class of model');
  if (!MODELS.has(kind))
    throw new KerasProblem(
      `it is a model of class ${kind.slice(0, 60)}, whose layers only its program knows; Sequential and Functional models are read`,
    );
  if (depth > MAX_KERAS_DEPTH) throw new KerasProblem(`models are inside each other more than ${MAX_KERAS_DEPTH} deep`);
  const config = isConfig(value['config']) ? value['config'] : { layers: value['config'] };
  const layers = listOf(config['layers']);
  if (layers.length > MAX_KERAS_LAYERS) throw new KerasProblem(`it has ${layers.length} layers; at most ${MAX_KERAS_LAYERS} are read`);
  const name = textIn(config, 'name') ?? '';
  return kind === 'Sequential' ? sequential(name, config, layers, depth) : functional(name, config, layers, depth);
}

function readLayer(value: unknown, depth: number, calls: readonly KerasCall[]): KerasLayer {
  const kind = isConfig(value) ? textIn(value, 'class_name') : undefined;
  if (!isConfig(value) || kind === undefined) throw new KerasProblem('one of its layers names no class');
  const config = isConfig(value['config']) ? value['config'] : {};
  const name = textIn(value, 'name') ?? textIn(config, 'name') ?? '';
  const layer = { name, kind, module: textIn(value, 'module') ?? '', config: withBuilt(config, value), calls };
  return MODELS.has(kind) ? { ...layer, model: readModel(value, depth + 1) } : layer;
}

/** Keras 3 keeps the shape a layer was built for beside its configuration. */
function withBuilt(config: Config, value: Config): Config {
  const built = isConfig(value['build_config']) ? value['build_config']['input_shape'] : undefined;
  return built === undefined ? config : { ...config, built_shape: built };
}

/** One layer behind the other; the input may be a layer of its own or a shape that the first layer states. */
function sequential(name: string, config: Config, list: readonly unknown[], depth: number): KerasModel {
  const layers: KerasLayer[] = [];
  const first = isConfig(list[0]) ? list[0] : {};
  if (textIn(first, 'class_name') !== 'InputLayer') layers.push(impliedInput(config, first));
  for (const value of list) {
    const before = layers.at(-1);
    const inputs = before === undefined ? [] : [{ layer: before.name, call: 0, output: 0 }];
    layers.push(readLayer(value, depth, [{ inputs, numbers: [], isNumberFirst: false }]));
  }
  const last = layers.at(-1)!;
  return { name, layers, inputs: [{ layer: layers[0]!.name, call: 0, output: 0 }], outputs: [{ layer: last.name, call: 0, output: 0 }] };
}

function impliedInput(config: Config, first: Config): KerasLayer {
  const inner = isConfig(first['config']) ? withBuilt(first['config'], first) : {};
  const shape = inner['batch_input_shape'] ?? inner['batch_shape'] ?? config['build_input_shape'] ?? inner['built_shape'];
  const call = NO_INPUTS;
  return { name: '(input)', kind: 'InputLayer', module: '', config: { batch_shape: shape, dtype: inner['dtype'] }, calls: [call] };
}

function functional(name: string, config: Config, list: readonly unknown[], depth: number): KerasModel {
  const layers = list.map((value) => {
    const nodes = isConfig(value) ? listOf(value['inbound_nodes']) : [];
    const calls = nodes.length === 0 ? [NO_INPUTS] : nodes.map(readCall);
    return readLayer(value, depth, calls);
  });
  return countedFromZero({ name, layers, inputs: readRefs(config['input_layers']), outputs: readRefs(config['output_layers']) });
}

/** A model that is a layer has been called once when it was made; where Keras counts that call, those of this model start at 1. */
function countedFromZero(model: KerasModel): KerasModel {
  const refs = [...model.outputs, ...model.layers.flatMap(({ calls }) => calls.flatMap(({ inputs }) => inputs))];
  const early = new Set(refs.filter(({ call }) => call === 0).map(({ layer }) => layer));
  const late = new Set(model.layers.filter(({ name, model: inner }) => inner !== undefined && !early.has(name)).map(({ name }) => name));
  if (late.size === 0) return model;
  const moved = (ref: KerasRef): KerasRef => (late.has(ref.layer) ? { ...ref, call: ref.call - 1 } : ref);
  const calls = (layer: KerasLayer): KerasLayer['calls'] => layer.calls.map((call) => ({ ...call, inputs: call.inputs.map(moved) }));
  return { ...model, layers: model.layers.map((layer) => ({ ...layer, calls: calls(layer) })), outputs: model.outputs.map(moved) };
}

/** `[["a", 0, 0], ["b", 0, 0]]`, one of them alone, or (Keras 3) a table of them by name. */
function readRefs(value: unknown): readonly KerasRef[] {
  const single = readRef(value);
  if (single !== undefined) return [single];
  const items = isConfig(value) ? Object.values(value) : listOf(value);
  return items.flatMap((item) => readRef(item) ?? []);
}

function readRef(value: unknown): KerasRef | undefined {
  const [layer, call, output] = listOf(value);
  if (typeof layer !== 'string' || typeof call !== 'number' || typeof output !== 'number') return undefined;
  return { layer, call, output };
}

/** A call of Keras 2, a list of references, or of Keras 3, arguments with tensors among them. */
function readCall(value: unknown): KerasCall {
  const found: (KerasRef | number)[] = [];
  const parts = isConfig(value) ? [value['args'], value['kwargs']] : [value];
  for (const part of parts) collect(part, found, 0);
  const inputs = found.filter((each) => typeof each !== 'number');
  const numbers = found.filter((each) => typeof each === 'number');
  return { inputs, numbers, isNumberFirst: typeof found[0] === 'number' };
}

/** Tensors and plain numbers in the order they stand in. */
function collect(value: unknown, found: (KerasRef | number)[], depth: number): void {
  if (depth > MAX_KERAS_DEPTH) return;
  const ref = readRef(Array.isArray(value) ? value.slice(0, 3) : undefined) ?? kerasTensor(value);
  if (ref !== undefined) found.push(ref);
  if (typeof value === 'number') found.push(value);
  else if (ref !== undefined) collect(Array.isArray(value) ? value[3] : undefined, found, depth + 1);
  else for (const item of isConfig(value) ? Object.values(value) : listOf(value)) collect(item, found, depth + 1);
}

function kerasTensor(value: unknown): KerasRef | undefined {
  if (!isConfig(value) || textIn(value, 'class_name') !== '__keras_tensor__' || !isConfig(value['config'])) return undefined;
  return readRef(value['config']['keras_history']);
}
