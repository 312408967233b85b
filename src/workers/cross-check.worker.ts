import { ok, type Result } from '../core/base/result.ts';
import { checkFile, checkSamples } from '../core/deploy/check-file.ts';
import { deploy } from '../core/deploy/deploy.ts';
import { readTflite } from '../core/formats/tflite/read.ts';
import type { CheckAnswer, CheckQuestion } from '../jobs/cross-check-job.ts';
import { serveJob } from '../jobs/worker-link.ts';
import { createWasmKernels } from '../kernels/wasm-kernels.ts';

function answer({ design, learned, runs, seed }: CheckQuestion): Result<CheckAnswer> {
  const deployed = deploy(design, learned, { method: { kind: 'minmax' }, fixAddresses: false, kernels: createWasmKernels() });
  if (!deployed.ok) return deployed;
  const model = readTflite(deployed.value.file, design.name);
  if (!model.ok) return model;
  const options = { kernels: createWasmKernels(), now: () => performance.now() };
  const check = checkFile(model.value, checkSamples(model.value, runs, seed), options);
  return check.ok ? ok({ ...check.value, notes: deployed.value.notes }) : check;
}

serveJob(answer);
