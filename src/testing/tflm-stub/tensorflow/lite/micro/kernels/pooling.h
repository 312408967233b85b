#ifndef STUB_POOLING_H_
#define STUB_POOLING_H_
#include "tensorflow/lite/c/common.h"
namespace tflite {
inline TFLMRegistration Register_AVERAGE_POOL_2D_INT8() { return {}; }
inline TFLMRegistration Register_MAX_POOL_2D_INT8() { return {}; }
}  // namespace tflite
#endif
