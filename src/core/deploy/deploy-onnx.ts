/** A design with what it has learned as an ONNX model. */
import { createRandom } from '../base/random.ts';
import { ok, type Result } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import { floatModel } from '../document/float-model.ts';
import { initialWeights } from '../document/initial-weights.ts';
import { exportOnnx, type OnnxExport } from '../formats/onnx/export.ts';
import type { Learned } from './deploy.ts';
import { RANDOM_WEIGHTS } from './model-of.ts';
import { withoutFileTypes } from './without-file-types.ts';

/** An unedited .tflite as it computes, its integers between QuantizeLinear and DequantizeLinear; anything else in float32. */
export function deployOnnx(design: Design, { file, weights }: Learned): Result<OnnxExport> {
  if (file !== undefined && design.origin !== undefined) return exportOnnx(design.name, file.graph, file.data);
  const graph = withoutFileTypes(design.graph);
  const model = floatModel(graph, weights ?? initialWeights(createRandom(1), graph));
  if (!model.ok) return model;
  const written = exportOnnx(design.name, model.value.graph, model.value.data);
  if (!written.ok || weights !== undefined) return written;
  return ok({ ...written.value, notes: [RANDOM_WEIGHTS, ...written.value.notes] });
}
