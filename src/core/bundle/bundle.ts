/**
 * The deployment bundle: a model with everything around it that a firmware project needs, and a program that proves on the chip that it
 * computes what Tinyscape showed. One module makes one file.
 */
import { frontEndById } from '../audio/front-end.ts';
import { frontEndC } from '../audio/front-end-c.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { estimate } from '../cost/estimate.ts';
import type { Design } from '../document/design.ts';
import { openTflite } from '../formats/open-tflite.ts';
import { encodeLink } from '../formats/link/link.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Kernels } from '../quant/kernels/registry.ts';
import { presetById } from '../runtime/application.ts';
import { cmakeSource, toolchainSource } from './cmake-source.ts';
import { goldenHeader, goldenSource } from './golden-source.ts';
import { goldenRunCount, goldenRuns } from './golden.ts';
import { ioSource } from './io-source.ts';
import { mainSource } from './main-source.ts';
import { modelHeader, modelSource } from './model-source.ts';
import { opsSource } from './ops-source.ts';
import { readmeSource } from './readme-source.ts';
import { registerCalls } from './register-calls.ts';

export interface BundleRequest {
  /** The .tflite as it will be flashed. */
  readonly model: Uint8Array;
  /** Whose chip, runtime, application and name count; its graph is the model's. */
  readonly design: Design;
  /** SHA-256 of `model`, hex. */
  readonly hash: string;
  /** Address of the page, to which the design's fragment is added; empty where it is not known. */
  readonly page: string;
  /** Said in the README before anything else: weights that were never trained, say. */
  readonly notes?: readonly string[];
  /** Those of the interpreter that computes the golden vectors; the clear ones when left out. */
  readonly kernels?: Kernels;
  /** Of the audio front end, Hz; 16,000 when left out. */
  readonly sampleRate?: number;
}

const SEED = 1;

/** Contents by file name. Fails with what keeps the model from running on the chip. */
export function bundleFiles({
  model,
  design,
  hash,
  page,
  notes = [],
  kernels,
  sampleRate = 16_000,
}: BundleRequest): Result<ReadonlyMap<string, string | Uint8Array>> {
  const opened = openTflite(model, `${design.name}.tflite`, hash);
  if (!opened.ok) return opened;
  const { file } = opened.value;
  const { graph } = file;
  const answer = estimate({ ...design, ...pick(opened.value.design), order: 'file' });
  const unsupported = answer.warnings.find(({ kind }) => kind === 'unsupported');
  if (unsupported !== undefined) return fail(`This does not run on the chip: ${unsupported.message}`);
  if (graph.ops.length === 0) return fail('The model has no operator to run');
  const calls = registerCalls(graph, design.application.int8Registrations);
  if (!calls.ok) return calls;
  const runs = goldenRuns(file, goldenRunCount(graph), SEED, kernels);
  if (!runs.ok) return runs;
  const facts = { design, estimate: answer, graph, link: `${page}#d=${encodeLink(design)}`, notes, goldenRuns: runs.value.length };
  return ok(
    new Map<string, string | Uint8Array>([
      ['README.md', readmeSource(facts)],
      ['model.tflite', model],
      ['model_data.h', modelHeader(model.length, answer.sram.minArena)],
      ['model_data.cc', modelSource(model)],
      ['model_ops.h', opsSource(calls.value)],
      ['model_io.h', ioSource(graph)],
      ['golden.h', goldenHeader(runs.value.length)],
      ['golden.cc', goldenSource(runs.value)],
      ['main.cc', mainSource(isFloat(graph))],
      ['CMakeLists.txt', cmakeSource(identifier(design.name))],
      ['cortex-m.cmake', toolchainSource()],
      ...frontEndFiles(design, sampleRate),
    ]),
  );
}

/** The C source of the audio front end among the application's presets, which the network was trained on. */
function frontEndFiles({ application }: Design, sampleRate: number): [string, string][] {
  const frontEnd = application.presets.map((id) => presetById(id)?.frontEnd).find((id) => id !== undefined);
  return frontEnd === undefined ? [] : Object.entries(frontEndC(frontEndById(frontEnd), sampleRate));
}

/** What the file says of itself. */
function pick({ graph, quantize, origin }: Design): Pick<Design, 'graph' | 'quantize' | 'origin'> {
  return { graph, quantize, ...(origin === undefined ? {} : { origin }) };
}

/** No operator computes with integers. */
function isFloat({ ops, tensors }: DeployedGraph): boolean {
  return ops.every(({ inputs }) => inputs.every((index) => tensors[index]?.type !== 'int8' && tensors[index]?.type !== 'int16'));
}

/** Letters, digits and underscores, not starting with a digit. */
export function identifier(name: string): string {
  const plain = name.replaceAll(/\W+/g, '_').replaceAll(/^_+|_+$/g, '');
  return /^[a-z]/i.test(plain) ? plain : `model${plain === '' ? '' : `_${plain}`}`;
}
