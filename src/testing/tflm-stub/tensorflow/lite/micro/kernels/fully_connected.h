#ifndef STUB_FULLY_CONNECTED_H_
#define STUB_FULLY_CONNECTED_H_
#include "tensorflow/lite/c/common.h"
namespace tflite {
inline TFLMRegistration Register_FULLY_CONNECTED_INT8() { return {}; }
}  // namespace tflite
#endif
