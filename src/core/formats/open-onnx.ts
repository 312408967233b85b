import { fail, ok, type Result } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import { clearMessage } from './clear-message.ts';
import { importOnnx } from './onnx/import.ts';
import { readOnnx } from './onnx/read-model.ts';
import type { Opened } from './opened.ts';
import { foreignDesign } from './opened.ts';

/** An .onnx model as a design named after the file, with its weights; deployed as int8, as the model itself is or as it would be. */
export function openOnnx(bytes: Uint8Array, fileName: string): Result<Opened> {
  const model = readOnnx(bytes, fileName);
  if (!model.ok) return model;
  const imported = importOnnx(model.value);
  if (!imported.ok) return fail(clearMessage(`${fileName}: ${imported.error.message}`));
  const { graph, weights, notes, isQuantized } = imported.value;
  const io: Design['quantize']['io'] = isQuantized ? 'float32' : 'int8';
  const design = foreignDesign(fileName, graph, { scheme: 'int8', io });
  return design.ok ? ok({ design: design.value, weights, notes }) : design;
}
