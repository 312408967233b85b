/**
 * A network of the µNAS search space (arXiv:2010.14246, section 3): blocks of convolutions, some in parallel, an optional final pooling,
 * dense layers. The space of its public code: one object per network, as JSON.
 */
import { fail, ok, type Result } from '../../base/result.ts';

export type UnasLayerType = 'Conv2D' | '1x1Conv2D' | 'DWConv2D';

export interface UnasLayer {
  readonly type: UnasLayerType;
  /** 3, 5 or 7; 1 for a 1x1 convolution. Clamped to the map when built. */
  readonly kernel: number;
  /** 1..128; a depthwise layer keeps its input's channels and has 0 here. */
  readonly filters: number;
  /** Stride 2 instead of 1; never for a 1x1 convolution. */
  readonly strided: boolean;
  readonly batchNorm: boolean;
  readonly relu: boolean;
  /** A 2x2 max-pool before the convolution. */
  readonly prepool: boolean;
}

export interface UnasBlock {
  /** Runs beside the previous non-branch block instead of after it. */
  readonly branch: boolean;
  /** 1..3 layers in series. */
  readonly layers: readonly UnasLayer[];
}

export interface UnasGenotype {
  /** 1..10; none is the space's multi-layer perceptron. */
  readonly blocks: readonly UnasBlock[];
  readonly pooling: { readonly type: 'avg' | 'max'; readonly size: number } | undefined;
  /** Units of the hidden dense layers. */
  readonly dense: readonly number[];
}

/** A network to build: genotype, input [height, width, channels] and number of classes. */
export interface UnasNetwork {
  readonly genotype: UnasGenotype;
  readonly input: readonly [height: number, width: number, channels: number];
  readonly classes: number;
}

/** Reads the JSON form: { conv_blocks: [{ is_branch, layers }], pooling, dense_blocks }. */
export function parseUnasGenotype(json: unknown): Result<UnasGenotype> {
  if (!isRecord(json)) return fail('A µNAS genotype must be an object', 'genotype');
  const blocks = parseList(json['conv_blocks'] ?? [], 'conv_blocks', parseBlock);
  if (!blocks.ok) return blocks;
  const pooling = parsePooling(json['pooling']);
  if (!pooling.ok) return pooling;
  const dense = parseList(json['dense_blocks'] ?? [], 'dense_blocks', parseUnits);
  if (!dense.ok) return dense;
  return ok({ blocks: blocks.value, pooling: pooling.value, dense: dense.value });
}

/** The JSON form of a genotype. */
export function unasGenotypeJson({ blocks, pooling, dense }: UnasGenotype): unknown {
  return {
    conv_blocks: blocks.map((block) => ({ is_branch: block.branch, layers: block.layers.map(layerJson) })),
    pooling: pooling === undefined ? null : { type: pooling.type, pool_size: pooling.size },
    dense_blocks: dense.map((units) => ({ units, activation: 'relu' })),
  };
}

function layerJson({ type, kernel, filters, strided, batchNorm, relu, prepool }: UnasLayer): unknown {
  return {
    type,
    ...(type === '1x1Conv2D' ? {} : { ker_size: kernel }),
    ...(type === 'DWConv2D' ? {} : { filters }),
    ...(type === '1x1Conv2D' ? {} : { '2x_stride': strided }),
    has_bn: batchNorm,
    has_relu: relu,
    has_prepool: prepool,
  };
}

function parseBlock(json: unknown, where: string): Result<UnasBlock> {
  if (!isRecord(json)) return fail('A block must be an object', where);
  const layers = parseList(json['layers'], `${where}.layers`, parseLayer);
  if (!layers.ok) return layers;
  if (layers.value.length === 0) return fail('A block needs at least one layer', where);
  return ok({ branch: json['is_branch'] === true, layers: layers.value });
}

function parseLayer(json: unknown, where: string): Result<UnasLayer> {
  if (!isRecord(json)) return fail('A layer must be an object', where);
  const type = json['type'];
  if (type !== 'Conv2D' && type !== '1x1Conv2D' && type !== 'DWConv2D') {
    return fail(`A layer's type must be Conv2D, 1x1Conv2D or DWConv2D, got ${JSON.stringify(type)}`, where);
  }
  const kernel = type === '1x1Conv2D' ? 1 : json['ker_size'];
  if (!isCount(kernel)) return fail(`ker_size must be a positive integer, got ${JSON.stringify(kernel)}`, where);
  const filters = type === 'DWConv2D' ? 0 : json['filters'];
  if (type !== 'DWConv2D' && !isCount(filters)) return fail(`filters must be a positive integer, got ${JSON.stringify(filters)}`, where);
  return ok({
    type,
    kernel,
    filters: filters as number,
    strided: type !== '1x1Conv2D' && json['2x_stride'] === true,
    batchNorm: json['has_bn'] === true,
    relu: json['has_relu'] === true,
    prepool: json['has_prepool'] === true,
  });
}

function parsePooling(json: unknown): Result<UnasGenotype['pooling']> {
  if (json === null || json === undefined) return ok(undefined);
  const where = 'pooling';
  if (!isRecord(json)) return fail('Pooling must be an object or null', where);
  const { type, pool_size: size } = json;
  if (type !== 'avg' && type !== 'max') return fail(`Pooling's type must be avg or max, got ${JSON.stringify(type)}`, where);
  if (!isCount(size)) return fail(`pool_size must be a positive integer, got ${JSON.stringify(size)}`, where);
  return ok({ type, size });
}

function parseUnits(json: unknown, where: string): Result<number> {
  const units = isRecord(json) ? json['units'] : undefined;
  return isCount(units) ? ok(units) : fail(`units must be a positive integer, got ${JSON.stringify(units)}`, where);
}

function parseList<T>(json: unknown, where: string, parse: (item: unknown, where: string) => Result<T>): Result<T[]> {
  if (!Array.isArray(json)) return fail('Expected a list', where);
  const items: T[] = [];
  for (let i = 0; i < json.length; i++) {
    const item = parse(json[i], `${where}[${i}]`);
    if (!item.ok) return item;
    items.push(item.value);
  }
  return ok(items);
}

function isRecord(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A positive integer small enough that no size overflows. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65536;
}
