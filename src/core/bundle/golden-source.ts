/** golden.h and .cc: the golden vectors as C. */
import { byteLines } from './c-text.ts';
import type { GoldenRun } from './golden.ts';

export function goldenHeader(runs: number): string {
  return `// Inputs, and the outputs the network must give for them, run after run.
#ifndef GOLDEN_H_
#define GOLDEN_H_

#include <cstddef>

#include "model_io.h"

namespace model {

struct GoldenTensor {
  const unsigned char* data;
  std::size_t bytes;
};

constexpr int kGoldenRuns = ${runs};
extern const GoldenTensor kGoldenInputs[kGoldenRuns][kInputCount];
extern const GoldenTensor kGoldenOutputs[kGoldenRuns][kOutputCount];

}  // namespace model

#endif  // GOLDEN_H_
`;
}

export function goldenSource(runs: readonly GoldenRun[]): string {
  const arrays = runs.flatMap(({ inputs, outputs }, run) => [
    ...inputs.map((bytes, i) => arraySource(`kInput${run}_${i}`, bytes)),
    ...outputs.map((bytes, i) => arraySource(`kOutput${run}_${i}`, bytes)),
  ]);
  return `#include "golden.h"

namespace model {
namespace {

${arrays.join('\n')}
}  // namespace

const GoldenTensor kGoldenInputs[kGoldenRuns][kInputCount] = {
${runs.map(({ inputs }, run) => rowSource('kInput', run, inputs)).join('')}};

const GoldenTensor kGoldenOutputs[kGoldenRuns][kOutputCount] = {
${runs.map(({ outputs }, run) => rowSource('kOutput', run, outputs)).join('')}};

}  // namespace model
`;
}

function arraySource(name: string, bytes: Uint8Array): string {
  return `alignas(16) const unsigned char ${name}[] = {\n${byteLines(bytes)}};\n`;
}

function rowSource(name: string, run: number, tensors: readonly Uint8Array[]): string {
  return `    {${tensors.map((bytes, i) => `{${name}${run}_${i}, ${bytes.length}}`).join(', ')}},\n`;
}
