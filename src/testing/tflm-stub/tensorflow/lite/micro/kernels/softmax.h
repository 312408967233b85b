#ifndef STUB_SOFTMAX_H_
#define STUB_SOFTMAX_H_
#include "tensorflow/lite/c/common.h"
namespace tflite {
inline TFLMRegistration Register_SOFTMAX_INT8() { return {}; }
}  // namespace tflite
#endif
