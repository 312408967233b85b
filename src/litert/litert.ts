/**
 * LiteRT.js, Google's runtime of .tflite files on XNNPACK: a second opinion on what a file computes. Its 9 MB of WebAssembly are served
 * by us and loaded when first asked for. It takes and gives float32 and int32 only, on one thread here.
 */
import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';
import { fail, ok, type Result } from '../core/base/result.ts';
import type { FloatValues } from '../core/deploy/check-file.ts';

export interface LiteRtModel {
  /** `inputs` in the model's order; outputs in its order. */
  readonly run: (inputs: readonly FloatValues[]) => Promise<readonly FloatValues[]>;
  readonly dispose: () => void;
}

let loading: Promise<unknown> | undefined;

/** `folder` is the address the runtime is served from, ending in a slash. Fails with what the runtime says of the file. */
export async function openInLiteRt(file: Uint8Array, folder: string): Promise<Result<LiteRtModel>> {
  try {
    loading ??= loadLiteRt(folder).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    await loading;
    const model = await loadAndCompile(file, { accelerator: 'wasm' });
    const shapes = model.getInputDetails().map(({ shape }) => [...shape]);
    const run = async (inputs: readonly FloatValues[]): Promise<readonly FloatValues[]> => {
      const given = inputs.map((values, i) => new Tensor(values, shapes[i]));
      const results = await model.run(given);
      const outputs = results.map((result) => result.toTypedArray().slice() as FloatValues);
      for (const tensor of [...given, ...results]) tensor.delete();
      return outputs;
    };
    return ok({ run, dispose: () => model.delete() });
  } catch (error) {
    return fail(`LiteRT.js does not run this file: ${error instanceof Error ? error.message : String(error)}`);
  }
}
