#ifndef STUB_RESOLVER_H_
#define STUB_RESOLVER_H_
#include "tensorflow/lite/micro/micro_interpreter.h"
namespace tflite {
template <unsigned int kOperators>
class MicroMutableOpResolver : public MicroOpResolver {
 public:
  TfLiteStatus AddAdd(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddAveragePool2D(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddConcatenation() { return kTfLiteOk; }
  TfLiteStatus AddConv2D(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddDepthwiseConv2D(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddDepthToSpace() { return kTfLiteOk; }
  TfLiteStatus AddDequantize() { return kTfLiteOk; }
  TfLiteStatus AddEmbeddingLookup() { return kTfLiteOk; }
  TfLiteStatus AddExpandDims() { return kTfLiteOk; }
  TfLiteStatus AddFullyConnected(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddGather() { return kTfLiteOk; }
  TfLiteStatus AddHardSwish() { return kTfLiteOk; }
  TfLiteStatus AddLeakyRelu() { return kTfLiteOk; }
  TfLiteStatus AddLogistic() { return kTfLiteOk; }
  TfLiteStatus AddMaximum() { return kTfLiteOk; }
  TfLiteStatus AddMaxPool2D(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddMean() { return kTfLiteOk; }
  TfLiteStatus AddMinimum() { return kTfLiteOk; }
  TfLiteStatus AddMul(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddPad() { return kTfLiteOk; }
  TfLiteStatus AddPadV2() { return kTfLiteOk; }
  TfLiteStatus AddQuantize() { return kTfLiteOk; }
  TfLiteStatus AddRelu() { return kTfLiteOk; }
  TfLiteStatus AddRelu6() { return kTfLiteOk; }
  TfLiteStatus AddReshape() { return kTfLiteOk; }
  TfLiteStatus AddResizeBilinear() { return kTfLiteOk; }
  TfLiteStatus AddResizeNearestNeighbor() { return kTfLiteOk; }
  TfLiteStatus AddSlice() { return kTfLiteOk; }
  TfLiteStatus AddSoftmax(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddSpaceToDepth() { return kTfLiteOk; }
  TfLiteStatus AddSplit() { return kTfLiteOk; }
  TfLiteStatus AddSqueeze() { return kTfLiteOk; }
  TfLiteStatus AddStridedSlice() { return kTfLiteOk; }
  TfLiteStatus AddSub() { return kTfLiteOk; }
  TfLiteStatus AddSvdf(const TFLMRegistration& = {}) { return kTfLiteOk; }
  TfLiteStatus AddTanh() { return kTfLiteOk; }
  TfLiteStatus AddTranspose() { return kTfLiteOk; }
  TfLiteStatus AddTransposeConv() { return kTfLiteOk; }
  TfLiteStatus AddUnidirectionalSequenceLSTM() { return kTfLiteOk; }
};
}  // namespace tflite
#endif
