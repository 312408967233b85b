// A stub of our own: what the generated code needs of TensorFlow Lite Micro's declarations, to check that it is valid C++17.
#ifndef STUB_COMMON_H_
#define STUB_COMMON_H_
#include <cstddef>
#include <cstdint>
#ifndef TF_LITE_STATIC_MEMORY
#error "TF_LITE_STATIC_MEMORY must be defined"
#endif
enum TfLiteStatus { kTfLiteOk = 0, kTfLiteError = 1 };
union TfLitePtrUnion {
  char* raw;
  std::int8_t* int8;
  float* f;
};
struct TfLiteTensor {
  TfLitePtrUnion data;
  std::size_t bytes;
};
struct TFLMRegistration {
  int kind;
};
#endif
