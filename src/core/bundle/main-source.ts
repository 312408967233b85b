/** main.cc: runs the golden vectors through the runtime and says where an output differs. */

/** Float networks round in another order on other machines; integers do not. */
const FLOAT_TOLERANCE = `bool Same(const unsigned char* expected, const unsigned char* actual, std::size_t bytes, std::size_t* at) {
  for (*at = 0; *at < bytes; *at += sizeof(float)) {
    float want = 0.0f;
    float got = 0.0f;
    std::memcpy(&want, expected + *at, sizeof(float));
    std::memcpy(&got, actual + *at, sizeof(float));
    if (!(std::fabs(want - got) <= 1e-5f * std::fabs(want) + 1e-6f)) return false;
  }
  return true;
}`;

const EXACT = `bool Same(const unsigned char* expected, const unsigned char* actual, std::size_t bytes, std::size_t* at) {
  for (*at = 0; *at < bytes; ++*at) {
    if (expected[*at] != actual[*at]) return false;
  }
  return true;
}`;

/** `isFloat`: the whole network computes in float32, and outputs are compared within 1e-5. */
export function mainSource(isFloat: boolean): string {
  return `// Runs the golden vectors. Ends with 0 when every output is as expected, else says which is not and ends with 1.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "golden.h"
#include "model_data.h"
#include "model_io.h"
#include "model_ops.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/micro/system_setup.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace {

alignas(16) std::uint8_t arena[model::kArenaBytes];

// Compares ${isFloat ? 'within 1e-5: floating-point sums differ with their order' : 'bit for bit'}; *at is the first byte that differs.
${isFloat ? FLOAT_TOLERANCE : EXACT}

bool Fill(tflite::MicroInterpreter& interpreter, int run) {
  for (int i = 0; i < model::kInputCount; ++i) {
    const model::GoldenTensor& golden = model::kGoldenInputs[run][i];
    TfLiteTensor* input = interpreter.input(static_cast<std::size_t>(i));
    if (input == nullptr || input->bytes != golden.bytes) {
      MicroPrintf("input %d is not of %d bytes", i, static_cast<int>(golden.bytes));
      return false;
    }
    std::memcpy(input->data.raw, golden.data, golden.bytes);
  }
  return true;
}

bool Compare(tflite::MicroInterpreter& interpreter, int run) {
  bool same = true;
  for (int i = 0; i < model::kOutputCount; ++i) {
    const model::GoldenTensor& golden = model::kGoldenOutputs[run][i];
    const TfLiteTensor* output = interpreter.output(static_cast<std::size_t>(i));
    if (output == nullptr || output->bytes != golden.bytes) {
      MicroPrintf("output %d is not of %d bytes", i, static_cast<int>(golden.bytes));
      return false;
    }
    const unsigned char* actual = reinterpret_cast<const unsigned char*>(output->data.raw);
    std::size_t at = 0;
    if (Same(golden.data, actual, golden.bytes, &at)) continue;
    MicroPrintf("run %d: output %d differs at byte %d: expected %d, got %d", run, i, static_cast<int>(at),
                static_cast<int>(golden.data[at]), static_cast<int>(actual[at]));
    same = false;
  }
  return same;
}

}  // namespace

int main() {
  tflite::InitializeTarget();
  const tflite::Model* network = tflite::GetModel(model::kModelData);
  if (network->version() != TFLITE_SCHEMA_VERSION) {
    MicroPrintf("the model is of schema version %d, the runtime of %d", static_cast<int>(network->version()), TFLITE_SCHEMA_VERSION);
    return 1;
  }
  model::OpResolver resolver;
  if (model::RegisterOps(resolver) != kTfLiteOk) {
    MicroPrintf("an operator could not be registered");
    return 1;
  }
  tflite::MicroInterpreter interpreter(network, resolver, arena, model::kArenaBytes);
  if (interpreter.AllocateTensors() != kTfLiteOk) {
    MicroPrintf("the arena of %d bytes is too small", static_cast<int>(model::kArenaBytes));
    return 1;
  }
  MicroPrintf("arena: %d of %d bytes used", static_cast<int>(interpreter.arena_used_bytes()), static_cast<int>(model::kArenaBytes));
  bool same = true;
  for (int run = 0; run < model::kGoldenRuns; ++run) {
    // The planner may give an input's memory to a later tensor: fill the inputs before every run.
    if (!Fill(interpreter, run)) return 1;
    if (interpreter.Invoke() != kTfLiteOk) {
      MicroPrintf("run %d failed", run);
      return 1;
    }
    same = Compare(interpreter, run) && same;
  }
  MicroPrintf(same ? "all outputs are as expected" : "outputs differ");
  return same ? 0 : 1;
}
`;
}
