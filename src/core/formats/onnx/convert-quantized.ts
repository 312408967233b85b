/**
 * QuantizeLinear and DequantizeLinear. Around a value of the network they only note how its integers stand for reals, which int8
 * deployment then uses; behind a constant they make it an int8 weight. uint8 becomes int8 by moving everything by 128.
 */
import type { Quantization } from '../../graph/deployed.ts';
import { isFlow, unsupported, type Flow, type Operand } from './importer.ts';
import type { OnnxTensor } from './onnx-model.ts';
import { axisOf, constantAt, flowAt, intOf, neededConstant, type Site } from './site.ts';

const RANGES = { int8: [-128, 127], uint8: [0, 255], int16: [-32768, 32767], uint16: [0, 65535] } as const;
type Quantized = keyof typeof RANGES;

function isQuantized(type: string): type is Quantized {
  return Object.hasOwn(RANGES, type);
}

interface Scale {
  readonly type: Quantized | 'int32';
  readonly quantization: Quantization;
}

function scaleOf(site: Site, rank: number, fallback: OnnxTensor['type']): Scale {
  const scales = neededConstant(site, 1, 'scale');
  const zeros = constantAt(site, 2, 'zero point');
  const type = zeros?.type ?? fallback;
  if (intOf(site, 'block_size', 0) !== 0) return unsupported('its scales are for blocks');
  if (!isQuantized(type) && type !== 'int32') return unsupported(`it quantises to ${type}`);
  if (!scales.values.every((scale) => scale > 0)) return unsupported('its scale is not above 0');
  const shift = type === 'uint8' ? 128 : type === 'uint16' ? 32768 : 0;
  const axis = scales.values.length === 1 ? 0 : axisOf(intOf(site, 'axis', 1), new Array<number>(rank).fill(1));
  const zeroPoints = Array.from(scales.values, (_, i) => (zeros?.values[i] ?? zeros?.values[0] ?? 0) - shift);
  return { type, quantization: { scales: Array.from(scales.values), zeroPoints, axis } };
}

export function convertQuantize(site: Site): readonly Operand[] {
  const operand = site.operands[0];
  if (operand !== undefined && !isFlow(operand)) return [quantizedConstant(operand, scaleOf(site, operand.shape.length, 'uint8'))];
  const flow = flowAt(site, 0);
  const { type, quantization } = scaleOf(site, flow.shape.length, 'uint8');
  if (quantization.scales.length !== 1) return unsupported('it has a scale for each channel of a value of the network');
  if (type !== 'int8' && type !== 'uint8') return unsupported(`it quantises to ${type}`);
  return [noted(site, flow, quantization)];
}

/** The value with its quantisation noted; one that already has another gets a node that changes it. */
function noted({ importer, name }: Site, flow: Flow, quantization: Quantization): Flow {
  const known = importer.builder.quantizationOf(flow);
  if (known !== undefined && !sameQuantization(known, quantization)) {
    const again = importer.one('quantize', { type: 'int8' }, [importer.straight(flow)], importer.straight(flow).perm, name);
    importer.builder.quantize(again, quantization);
    return { ...again, quantized: quantization };
  }
  importer.builder.quantize(flow, quantization);
  return { ...flow, quantized: quantization };
}

function sameQuantization(a: Quantization, b: Quantization): boolean {
  return Math.fround(a.scales[0]!) === Math.fround(b.scales[0]!) && a.zeroPoints[0] === b.zeroPoints[0];
}

function quantizedConstant(tensor: OnnxTensor, { type, quantization }: Scale): OnnxTensor {
  if (type === 'int32') return unsupported('it quantises to int32');
  const [low, high] = RANGES[type];
  const shift = type === 'uint8' ? 128 : type === 'uint16' ? 32768 : 0;
  const { scales, zeroPoints, axis } = quantization;
  const inner = tensor.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const integer = (value: number, i: number): number => {
    const channel = scales.length === 1 ? 0 : Math.floor(i / inner) % scales.length;
    return Math.max(low, Math.min(high, roundHalfEven(value / scales[channel]!) + zeroPoints[channel]! + shift)) - shift;
  };
  const reals = Float32Array.from(tensor.values);
  const values = type === 'int8' || type === 'uint8' ? Int8Array.from(reals, integer) : Int16Array.from(reals, integer);
  return { ...tensor, type: values instanceof Int8Array ? 'int8' : 'int16', values };
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

export function convertDequantize(site: Site): readonly Operand[] {
  const operand = site.operands[0];
  if (operand !== undefined && !isFlow(operand)) return [dequantizedConstant(operand, scaleOf(site, operand.shape.length, operand.type))];
  const flow = flowAt(site, 0);
  const { quantization } = scaleOf(site, flow.shape.length, 'int8');
  if (quantization.scales.length !== 1) return unsupported('it has a scale for each channel of a value of the network');
  const { quantized: _, ...rest } = flow.quantized === undefined ? noted(site, flow, quantization) : flow;
  return [rest];
}

/** The integers with their meaning; uint8 moved to int8. */
function dequantizedConstant(tensor: OnnxTensor, { quantization }: Scale): OnnxTensor {
  const { values } = tensor;
  const { scales } = quantization;
  if (scales.length > 1 && tensor.shape[quantization.axis] !== scales.length)
    return unsupported(`it has ${scales.length} scales for ${tensor.shape[quantization.axis]} channels`);
  if (values instanceof Uint8Array)
    return { ...tensor, type: 'int8', values: Int8Array.from(values, (value) => value - 128), quantization };
  if (values instanceof Uint16Array)
    return { ...tensor, type: 'int16', values: Int16Array.from(values, (value) => value - 32768), quantization };
  return values instanceof Float32Array || values instanceof Float64Array
    ? unsupported('it dequantises reals')
    : { ...tensor, quantization };
}
