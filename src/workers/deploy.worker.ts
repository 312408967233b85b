import { createPairRunner, type PairRunner, type RunInput } from '../core/deploy/run-pair.ts';
import { sideBySide, type SideBySide } from '../core/deploy/side-by-side.ts';
import { ok, type Result } from '../core/base/result.ts';
import { exportFile, type ExportedFile } from '../core/export/export-file.ts';
import { readInputs } from '../data/arrays/read-inputs.ts';
import type { DeployQuestion, ExportQuestion, RunAnswer, RunQuestion } from '../jobs/deploy-job.ts';
import { serveJob } from '../jobs/worker-link.ts';
import { createWasmKernels } from '../kernels/wasm-kernels.ts';

interface Prepared {
  readonly version: number;
  readonly pair: SideBySide;
  readonly runner: PairRunner;
}

let prepared: Prepared | undefined;

function prepare({ version, design, learned, batch, method }: RunQuestion): Result<Prepared> {
  if (prepared?.version === version) return ok(prepared);
  prepared = undefined;
  const pair = sideBySide(design, learned, { batch, method, kernels: createWasmKernels() });
  if (!pair.ok) return pair;
  const runner = createPairRunner(pair.value, createWasmKernels, () => performance.now());
  if (!runner.ok) return runner;
  prepared = { version, pair: pair.value, runner: runner.value };
  return ok(prepared);
}

async function run(question: RunQuestion): Promise<Result<RunAnswer>> {
  const ready = prepare(question);
  if (!ready.ok) return ready;
  const { pair, runner } = ready.value;
  const { model, real, pairs, fileBytes, notes } = pair;
  const { input } = question;
  const given: Result<RunInput> = input.kind === 'file' ? await readInputs(input.name, input.bytes, model.graph) : ok(input);
  if (!given.ok) return given;
  const ran = runner.run(given.value);
  return ran.ok ? ok({ graph: model.graph, realGraph: real?.graph, pairs, fileBytes, notes, run: ran.value }) : ran;
}

function write({ design, learned, format, page, batch, method, fixAddresses }: ExportQuestion): Result<ExportedFile> {
  return exportFile({ design, learned, format, page, options: { batch, method, fixAddresses, kernels: createWasmKernels() } });
}

serveJob((question: DeployQuestion) => (question.kind === 'run' ? run(question) : write(question)));
