import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { formatMilliseconds } from '../../core/base/format.ts';
import { readTflite } from '../../core/formats/tflite/read.ts';
import { shapeText } from '../../core/graph/tensor.ts';
import { bytesOf, decodeElements, type Elements } from '../../core/quant/elements.ts';
import { fnv1a } from '../../core/quant/fnv1a.ts';
import { createInputGenerator } from '../../core/quant/generated-inputs.ts';
import { createInterpreter, type Interpreter } from '../../core/quant/interpreter.ts';
import { warningsOf } from '../../core/runtime/support/warnings.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { type Command, type Outcome, textOf, unusable, type Values } from '../command.ts';
import { problemText, readBytes } from '../sources.ts';
import { textTable } from '../table.ts';

const MAX_RUNS = 10_000;
/** Values of a tensor that are printed. */
const SHOWN = 16;

interface Request {
  readonly models: readonly string[];
  readonly inputs: readonly string[];
  readonly seed: number;
  readonly runs: number;
  readonly withTensors: boolean;
  readonly output: string | undefined;
}

/** One tensor after a run. */
interface TensorJson {
  /** Operator that wrote it; -1 for an input of the network. */
  readonly op: number;
  readonly tensor: number;
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: string;
  readonly bytes: number;
  readonly fnv1a: string;
  readonly first: readonly number[];
}

interface RunsJson {
  readonly runs: readonly { readonly outputs: readonly TensorJson[]; readonly tensors?: readonly TensorJson[] }[];
  /** Milliseconds of one run, the mean of all. */
  readonly ms: number;
  /** Operators that run here and not in TensorFlow Lite Micro. */
  readonly warnings: readonly string[];
}

/** Runs a file as the chip would, bit for bit, on given or generated inputs. */
export const runCommand: Command = {
  name: 'run',
  usage: 'run FILE.tflite... [--input IN.bin... | --seed N] [--runs K] [--tensors] [--output DIR] [--json]',
  summary: 'what the chip computes, bit for bit, on raw or generated inputs',
  options: {
    input: { type: 'string', multiple: true },
    seed: { type: 'string' },
    runs: { type: 'string' },
    tensors: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  },
  run: async (operands, values) => {
    const request = parseRequest(operands, values);
    if (!request.ok) return unusable(`run: ${request.error.message}`);
    const answers: Result<RunsJson>[] = [];
    for (const model of request.value.models) answers.push(await runModel(model, request.value));
    return collect(request.value, answers);
  },
};

function parseRequest(operands: readonly string[], values: Values): Result<Request> {
  const given = [values['input'] ?? []].flat().map(String);
  const isModel = (path: string): boolean => given.length === 0 || path.toLowerCase().endsWith('.tflite');
  const models = operands.filter(isModel);
  const inputs = [...given, ...operands.filter((path) => !isModel(path))];
  const output = textOf(values, 'output');
  const seed = wholeNumber(values, 'seed', 1, 0, 2 ** 32 - 1);
  const runs = wholeNumber(values, 'runs', 1, 1, MAX_RUNS);
  if (models.length === 0) return fail('name a .tflite');
  if (models.length > 1 && (inputs.length > 0 || output !== undefined)) return fail('--input and --output go with one file');
  if (inputs.length > 0 && values['seed'] !== undefined) return fail('--input and --seed exclude each other');
  if (!seed.ok) return seed;
  return runs.ok ? ok({ models, inputs, output, seed: seed.value, runs: runs.value, withTensors: values['tensors'] === true }) : runs;
}

function wholeNumber(values: Values, name: string, absent: number, least: number, most: number): Result<number> {
  const text = textOf(values, name);
  if (text === undefined) return ok(absent);
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? ok(value) : fail(`--${name} "${text}" is not a whole number from ${least} to ${most}`);
}

async function runModel(model: string, request: Request): Promise<Result<RunsJson>> {
  const bytes = await readBytes(model);
  if (!bytes.ok) return bytes;
  const file = readTflite(bytes.value, model);
  if (!file.ok) return file;
  const interpreter = createInterpreter(file.value, { kernels: createWasmKernels() });
  if (!interpreter.ok) return fail(`${model}: ${problemText(interpreter.error)}`);
  const given = request.inputs.length === 0 ? undefined : await readInputs(interpreter.value, request.inputs);
  if (given !== undefined && !given.ok) return given;
  const answer = runAll(interpreter.value, given?.value, request);
  if (!answer.ok) return fail(`${model}: ${problemText(answer.error)}`);
  if (request.output !== undefined) await writeOutputs(interpreter.value, request.output);
  return answer;
}

/** Raw little-endian tensors, one file each, in the model's order. */
async function readInputs({ graph, tensor }: Interpreter, paths: readonly string[]): Promise<Result<Elements[]>> {
  if (paths.length !== graph.inputs.length) return fail(`${paths.length} inputs are given for the ${graph.inputs.length} of the model`);
  const inputs: Elements[] = [];
  for (const [i, path] of paths.entries()) {
    const bytes = await readBytes(path);
    if (!bytes.ok) return bytes;
    const { shape, type, bytes: size } = graph.tensors[graph.inputs[i]!]!;
    if (bytes.value.length !== size)
      return fail(`${path}: ${bytes.value.length} bytes; input ${i}, ${shapeText(shape)} ${type}, takes ${size}`);
    const elements = tensor(graph.inputs[i]!).slice();
    decodeElements(elements, bytes.value, type);
    inputs.push(elements);
  }
  return ok(inputs);
}

function runAll(interpreter: Interpreter, given: readonly Elements[] | undefined, { seed, runs, withTensors }: Request): Result<RunsJson> {
  const generate = createInputGenerator(seed);
  const answers: RunsJson['runs'][number][] = [];
  let spent = 0;
  for (let run = 0; run < runs; run++) {
    const inputs = given ?? generate(interpreter.graph);
    const start = performance.now();
    const done = interpreter.run(inputs);
    spent += performance.now() - start;
    if (!done.ok) return done;
    answers.push({ outputs: outputsJson(interpreter), ...(withTensors ? { tensors: tensorsJson(interpreter) } : {}) });
  }
  return ok({ runs: answers, ms: spent / runs, warnings: notOnChip(interpreter) });
}

/** Why the chip would not run this, in words. */
function notOnChip({ graph }: Interpreter): string[] {
  const warnings = warningsOf(graph, 'tflm-reference', 'cortex-m4');
  return warnings
    .filter(({ kind }) => kind === 'unsupported')
    .map(({ op, message }) => (op === undefined ? message : `operator ${op}: ${message}`));
}

function outputsJson(interpreter: Interpreter): TensorJson[] {
  const { graph } = interpreter;
  return graph.outputs.map((index) =>
    tensorJson(
      interpreter,
      graph.ops.findIndex((op) => op.outputs.includes(index)),
      index,
    ),
  );
}

/** Every operator's outputs, in file order. */
function tensorsJson(interpreter: Interpreter): TensorJson[] {
  return interpreter.graph.ops.flatMap((op, at) => op.outputs.map((index) => tensorJson(interpreter, at, index)));
}

function tensorJson({ graph, tensor }: Interpreter, op: number, index: number): TensorJson {
  const { name, shape, type, bytes } = graph.tensors[index]!;
  const elements = tensor(index);
  const first = Array.from(elements.subarray(0, SHOWN), Number);
  return { op, tensor: index, name, shape, type, bytes, fnv1a: fnv1a(bytesOf(elements)), first };
}

async function writeOutputs({ graph, tensor }: Interpreter, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [i, index] of graph.outputs.entries()) await writeFile(join(folder, `out${i}.bin`), bytesOf(tensor(index)));
}

/** One file: its value alone; several: an array in their order, with an error entry for each unusable one. */
function collect({ models }: Request, answers: readonly Result<RunsJson>[]): Outcome {
  const errors = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.message]));
  const notes = answers.flatMap((answer, i) => (answer.ok ? answer.value.warnings.map((warning) => `note: ${models[i]}: ${warning}`) : []));
  const json = answers.map((answer, i) => (answer.ok ? answer.value : { source: models[i], error: answer.error.message }));
  const text = answers.flatMap((answer, i) => (answer.ok ? [textFor(models[i]!, answer.value)] : []));
  return {
    status: errors.length > 0 ? 2 : 0,
    json: json.length === 1 ? json[0] : json,
    text: text.join('\n\n'),
    complaints: [...errors, ...notes],
  };
}

function textFor(model: string, { runs, ms }: RunsJson): string {
  const rows = runs.flatMap(({ outputs, tensors }, run) =>
    (tensors ?? outputs).map((each) => [
      String(run),
      String(each.op),
      each.name,
      shapeText(each.shape),
      each.type,
      each.fnv1a,
      each.first.join(' '),
    ]),
  );
  const table = textTable(['run', 'op', 'tensor', 'shape', 'type', 'fnv1a', 'first values'], rows);
  return `${model}: ${formatMilliseconds(ms)} a run\n${table}`;
}
