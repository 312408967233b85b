#ifndef STUB_SVDF_H_
#define STUB_SVDF_H_
#include "tensorflow/lite/c/common.h"
namespace tflite {
inline TFLMRegistration Register_SVDF_INT8() { return {}; }
}  // namespace tflite
#endif
