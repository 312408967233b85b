/** model_data.h and .cc: the model as bytes in flash, and the arena it needs. */
import { byteLines } from './c-text.ts';

/** On a 64-bit host the runtime's records hold pointers of twice the size. */
const HOST_FACTOR = 2;
const HOST_EXTRA_BYTES = 4096;

export function modelHeader(modelBytes: number, minArena: number): string {
  const arena = Math.ceil(minArena / 16) * 16;
  return `// The model and the memory it needs.
#ifndef MODEL_DATA_H_
#define MODEL_DATA_H_

#include <cstddef>

namespace model {

// The .tflite file, aligned to 16 bytes as the runtime reads it in place.
constexpr std::size_t kModelBytes = ${modelBytes};
extern const unsigned char kModelData[kModelBytes];

// The smallest tensor arena in which AllocateTensors succeeds on a 32-bit core, rounded up to 16. A 64-bit host's records are larger.
constexpr std::size_t kArenaBytes = sizeof(void*) == 4 ? ${arena} : ${HOST_FACTOR * arena + HOST_EXTRA_BYTES};

}  // namespace model

#endif  // MODEL_DATA_H_
`;
}

export function modelSource(bytes: Uint8Array): string {
  return `#include "model_data.h"

namespace model {

alignas(16) const unsigned char kModelData[kModelBytes] = {
${byteLines(bytes)}};

}  // namespace model
`;
}
