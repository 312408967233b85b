/** What the tests and benches that need a browser call; served by the development server, not part of the built app. */
import { quantizedSample } from '../../src/cli/bench/quantized-sample.ts';
import { createRandom } from '../../src/core/base/random.ts';
import type { FloatValues } from '../../src/core/deploy/check-file.ts';
import { withFloatIo } from '../../src/core/deploy/with-float-io.ts';
import { writeTflite } from '../../src/core/formats/tflite/write.ts';
import { elementCount } from '../../src/core/graph/tensor.ts';
import type { OpKind } from '../../src/core/ops/registry.ts';
import { createInterpreter } from '../../src/core/quant/interpreter.ts';
import type { DeployedModel } from '../../src/core/quant/memory.ts';
import { SAMPLES } from '../../src/core/samples/samples.ts';
import { createWasmKernels } from '../../src/kernels/wasm-kernels.ts';
import { crossCheck, type OutputDifference } from '../../src/litert/cross-check.ts';
import { openInLiteRt } from '../../src/litert/litert.ts';
import { KINDS, quantizedNetwork } from '../../src/testing/quantized-network.ts';

const FOLDER = new URL('/litert/', location.href).href;
const options = () => ({ folder: FOLDER, kernels: createWasmKernels(), now: () => performance.now() });

/** Real inputs of a model between -1 and 1; indices are 0. */
function inputsOf({ graph }: DeployedModel, seed: number): FloatValues[] {
  const random = createRandom(seed);
  return graph.inputs.map((index) => {
    const { shape, type } = graph.tensors[index]!;
    const count = elementCount(shape);
    return type === 'int32' ? new Int32Array(count) : Float32Array.from({ length: count }, () => 2 * random.next() - 1);
  });
}

export interface NetworkAnswer {
  readonly seed: number;
  /** Operators, and which there are. */
  readonly ops: number;
  readonly codes: readonly string[];
  /** What kept it from being compared. */
  readonly error?: string;
  readonly outputs: readonly OutputDifference[];
}

/** LiteRT.js keeps no state. */
const STATEFUL = new Set<OpKind>(['lstm', 'svdf']);
const STATELESS = KINDS.filter((kind) => !STATEFUL.has(kind));

/** Random networks `from` to `to`, quantised, written and run in both; of one node of this kind where one is named. */
async function compareNetworks(from: number, to: number, kind?: OpKind): Promise<readonly NetworkAnswer[]> {
  const answers: NetworkAnswer[] = [];
  for (let seed = from; seed < to; seed++) {
    const { model } = kind === undefined ? quantizedNetwork(seed, 'int8', STATELESS) : quantizedNetwork(seed, 'int8', [kind], 1);
    const { length: ops } = model.graph.ops;
    const codes = [...new Set(model.graph.ops.map(({ code }) => code))];
    const check = await crossCheck(model, [inputsOf(model, seed), inputsOf(model, seed + 1)], options());
    answers.push(
      check.ok ? { seed, ops, codes, outputs: check.value.outputs } : { seed, ops, codes, outputs: [], error: check.error.message },
    );
  }
  return answers;
}

export interface TimeAnswer {
  readonly name: string;
  readonly ours: number;
  readonly theirs: number;
}

/** Milliseconds of an inference of a sample with random weights in both, in turn; the least of several rounds. */
async function timeSample(name: string, rounds: number): Promise<TimeAnswer> {
  const design = SAMPLES.find((sample) => sample.name === name)!.design();
  const model = withFloatIo(quantizedSample(design.graph));
  const file = writeTflite(model.graph, model.data);
  const ours = createInterpreter(model, { kernels: createWasmKernels() });
  if (!file.ok || !ours.ok) throw new Error(`${name} cannot be run`);
  const theirs = await openInLiteRt(file.value, FOLDER);
  if (!theirs.ok) throw new Error(theirs.error.message);
  const inputs = inputsOf(model, 1);
  const best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < 5; i++) ours.value.run(inputs);
    const between = performance.now();
    for (let i = 0; i < 5; i++) await theirs.value.run(inputs);
    const end = performance.now();
    best.ours = Math.min(best.ours, (between - start) / 5);
    best.theirs = Math.min(best.theirs, (end - between) / 5);
  }
  theirs.value.dispose();
  return { name, ...best };
}

export interface Lab {
  readonly kinds: readonly OpKind[];
  readonly compareNetworks: typeof compareNetworks;
  readonly timeSample: typeof timeSample;
}

declare global {
  interface Window {
    tinyscapeLab?: Lab;
  }
}

window.tinyscapeLab = { kinds: STATELESS, compareNetworks, timeSample };
