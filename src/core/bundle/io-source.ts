/** model_io.h: how numbers of the world become the model's inputs, and its outputs numbers again. */
import type { DeployedGraph, DeployedTensor } from '../graph/deployed.ts';
import { elementCount, shapeText, type ElementType } from '../graph/tensor.ts';
import { commentText, floatLiteral } from './c-text.ts';

const C_TYPES: Readonly<Partial<Record<ElementType, string>>> = {
  int8: 'std::int8_t',
  uint8: 'std::uint8_t',
  int16: 'std::int16_t',
  int32: 'std::int32_t',
  float32: 'float',
};

const LIMITS: Readonly<Partial<Record<ElementType, readonly [low: number, high: number]>>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
};

export function ioSource(graph: DeployedGraph): string {
  const of = (indices: readonly number[], kind: 'Input' | 'Output'): string =>
    indices.map((index, i) => tensorSource(graph.tensors[index]!, `${kind}${i}`, kind)).join('\n');
  return `// Inputs and outputs: type, layout, scale and zero point, and the way between real numbers and the model's integers.
// Layout: the last dimension runs fastest. An image is height x width x channels; nothing is transposed.
#ifndef MODEL_IO_H_
#define MODEL_IO_H_

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace model {

constexpr int kInputCount = ${graph.inputs.length};
constexpr int kOutputCount = ${graph.outputs.length};

${of(graph.inputs, 'Input')}
${of(graph.outputs, 'Output')}
}  // namespace model

#endif  // MODEL_IO_H_
`;
}

function tensorSource(tensor: DeployedTensor, name: string, kind: 'Input' | 'Output'): string {
  const { shape, type, bytes, quantization } = tensor;
  const cType = C_TYPES[type] ?? 'unsigned char';
  const count = elementCount(shape);
  const head = `// ${name}: "${commentText(tensor.name)}", ${type} ${shapeText(shape)}.
using ${name}Type = ${cType};
constexpr std::size_t k${name}Count = ${C_TYPES[type] === undefined ? bytes : count};
`;
  const limits = LIMITS[type];
  const scale = quantization?.scales[0];
  if (limits === undefined || scale === undefined) return head;
  const affine = `constexpr float k${name}Scale = ${floatLiteral(scale)};
constexpr std::int32_t k${name}ZeroPoint = ${quantization?.zeroPoints[0] ?? 0};
`;
  return head + affine + (kind === 'Input' ? quantizeSource(tensor, name, limits) : dequantizeSource(name));
}

/** Rounds half away from zero, as the runtime's QUANTIZE does. */
function quantizeSource({ shape }: DeployedTensor, name: string, [low, high]: readonly [number, number]): string {
  return `
inline ${name}Type Quantize${name}(float value) {
  const float scaled = std::round(value / k${name}Scale) + static_cast<float>(k${name}ZeroPoint);
  return static_cast<${name}Type>(scaled < ${low}.0f ? ${low}.0f : scaled > ${high}.0f ? ${high}.0f : scaled);
}
${isImage(shape) ? pixelSource(name) : ''}`;
}

function isImage(shape: readonly number[]): boolean {
  return shape.length === 4 && shape[1]! > 1 && shape[2]! > 1 && (shape[3] === 1 || shape[3] === 3);
}

function pixelSource(name: string): string {
  return `
// For an image: pixels of 0 to 255, divided by 255 as most networks are trained on them. Change this where yours was trained otherwise.
constexpr float k${name}PixelScale = 1.0f / 255.0f;
inline void Preprocess${name}(const std::uint8_t* pixels, ${name}Type* input) {
  for (std::size_t i = 0; i < k${name}Count; ++i) input[i] = Quantize${name}(static_cast<float>(pixels[i]) * k${name}PixelScale);
}
`;
}

function dequantizeSource(name: string): string {
  return `
inline float Dequantize${name}(${name}Type value) {
  return k${name}Scale * static_cast<float>(static_cast<std::int32_t>(value) - k${name}ZeroPoint);
}
`;
}
