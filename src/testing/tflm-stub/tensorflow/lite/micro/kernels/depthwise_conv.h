#ifndef STUB_DEPTHWISE_CONV_H_
#define STUB_DEPTHWISE_CONV_H_
#include "tensorflow/lite/c/common.h"
namespace tflite {
inline TFLMRegistration Register_DEPTHWISE_CONV_2D_INT8() { return {}; }
}  // namespace tflite
#endif
