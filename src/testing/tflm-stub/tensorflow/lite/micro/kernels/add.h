#ifndef STUB_ADD_H_
#define STUB_ADD_H_
#include "tensorflow/lite/c/common.h"
namespace tflite {
inline TFLMRegistration Register_ADD_INT8() { return {}; }
}  // namespace tflite
#endif
