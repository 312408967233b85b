import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { deploy } from '../../core/deploy/deploy.ts';
import { deployKeras } from '../../core/deploy/deploy-keras.ts';
import { deployOnnx } from '../../core/deploy/deploy-onnx.ts';
import { designJson } from '../../core/document/design-json.ts';
import { cArray } from '../../core/formats/c/c-array.ts';
import { encodeLink } from '../../core/formats/link/link.ts';
import type { Design } from '../../core/document/design.ts';
import { writeTflite } from '../../core/formats/tflite/write.ts';
import { lower } from '../../core/lower/lower.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { type Command, type Outcome, unusable } from '../command.ts';
import { openSource, problemText, type Source, weightsOf } from '../sources.ts';

interface Converted {
  readonly content: string | Uint8Array;
  readonly notes?: readonly string[];
  /** A file that goes with it, beside it. */
  readonly beside?: { readonly path: string; readonly content: Uint8Array };
}

const NO_WEIGHTS = 'a design carries no weights: they are written as zeros, for measuring size, memory and speed only';

const WRITERS: Readonly<Record<string, (source: Source, output: string) => Result<Converted>>> = {
  '.tflite': tflite,
  '.h': (source, output) => {
    const model = tflite(source);
    if (!model.ok) return model;
    const name = basename(output, '.h').replace(/\W/g, '_');
    return ok({ ...model.value, content: cArray(name, model.value.content as Uint8Array) });
  },
  '.onnx': (source) => {
    const written = deployOnnx(source.design, source);
    return written.ok ? ok({ content: written.value.bytes, notes: written.value.notes }) : written;
  },
  '.py': python,
  '.json': ({ design }) => ok({ content: designJson(design) }),
  '': ({ design }) => ok({ content: `#d=${encodeLink(design)}\n` }),
};

/** Writes one form of a network as another, chosen by the extension; `link` prints a link. */
export const convertCommand: Command = {
  name: 'convert',
  usage: 'convert IN OUT.tflite|OUT.h|OUT.onnx|OUT.py|OUT.json|link [--json]',
  summary: 'one form of a network as another; "link" prints a link',
  options: {},
  run: async (operands) => {
    const [input, output] = operands;
    if (input === undefined || output === undefined || operands.length > 2) return unusable('convert: name what to read and what to write');
    const writer = WRITERS[output === 'link' ? '' : extname(output).toLowerCase() || ' '];
    if (writer === undefined)
      return unusable(`${output}: what to write is told by the extension: .tflite, .h, .onnx, .py, .json, or the word link`);
    const opened = await openSource(input);
    if (!opened.ok) return unusable(opened.error.message);
    const converted = writer(opened.value, output);
    if (!converted.ok) return unusable(`${input}: ${problemText(converted.error)}`);
    return deliver(output, converted.value);
  },
};

async function deliver(output: string, { content, notes = [], beside }: Converted): Promise<Outcome> {
  const complaints = notes.map((note) => `note: ${note}`);
  if (output === 'link') return { status: 0, json: { link: (content as string).trim() }, text: (content as string).trim(), complaints };
  await writeFile(output, content);
  if (beside !== undefined) await writeFile(beside.path, beside.content);
  const written = [output, ...(beside === undefined ? [] : [beside.path])].join(' and ');
  return {
    status: 0,
    json: { written: output, bytes: Buffer.byteLength(content), beside: beside?.path },
    text: `wrote ${written}`,
    complaints,
  };
}

/** Python source for Keras, and an .npz of the same name with the weights, where there are any. */
function python(source: Source, output: string): Result<Converted> {
  const weights = weightsOf(source);
  if (!weights.ok) return weights;
  const path = output.replace(/\.py$/i, '.npz');
  const written = deployKeras(source.design, weights.value, basename(path));
  if (!written.ok) return written;
  const { source: content, weights: arrays } = written.value;
  return ok(arrays === undefined ? { content } : { content, beside: { path, content: arrays } });
}

/** The file itself when it is one; else the design deployed with its weights, or what it lowers to, its constants zero. */
function tflite({ design, file, weights }: Source): Result<Converted> {
  if (file === undefined && weights === undefined) return withoutWeights(design);
  const deployed = deploy(design, { file, weights }, { method: { kind: 'minmax' }, fixAddresses: false, kernels: createWasmKernels() });
  return deployed.ok ? ok({ content: deployed.value.file, notes: deployed.value.notes }) : deployed;
}

function withoutWeights(design: Design): Result<Converted> {
  const { deployed, problems } = lower(design.graph, design.quantize, design.origin);
  if (problems.length > 0) return fail(problems[0]!.message, `node ${problems[0]!.node}`);
  if (deployed.ops.length === 0) return fail('the design has no operator to write');
  const written = writeTflite(deployed, []);
  return written.ok ? ok({ content: written.value, notes: [NO_WEIGHTS] }) : written;
}
