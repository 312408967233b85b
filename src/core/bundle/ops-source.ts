/** model_ops.h: the resolver with exactly the operators of the model. */
import type { RegisterCall } from './register-calls.ts';

export function opsSource(calls: readonly RegisterCall[]): string {
  const headers = [...new Set(calls.flatMap(({ header }) => header ?? []))].toSorted();
  const includes = headers.map((header) => `#include "tensorflow/lite/micro/kernels/${header}"\n`).join('');
  const lines = calls.map(({ method, registration }) => {
    const argument = registration === undefined ? '' : `tflite::${registration}()`;
    return `  if (resolver.${method}(${argument}) != kTfLiteOk) return kTfLiteError;\n`;
  });
  return `// The operators of the model, and no others: what is not registered here is not linked.
#ifndef MODEL_OPS_H_
#define MODEL_OPS_H_

${includes}#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

namespace model {

using OpResolver = tflite::MicroMutableOpResolver<${calls.length}>;

inline TfLiteStatus RegisterOps(OpResolver& resolver) {
${lines.join('')}  return kTfLiteOk;
}

}  // namespace model

#endif  // MODEL_OPS_H_
`;
}
