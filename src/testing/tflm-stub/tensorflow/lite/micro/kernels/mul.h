#ifndef STUB_MUL_H_
#define STUB_MUL_H_
#include "tensorflow/lite/c/common.h"
namespace tflite {
inline TFLMRegistration Register_MUL_INT8() { return {}; }
}  // namespace tflite
#endif
