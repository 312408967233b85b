/** The node for an operator that no kind of ours gives back: a box that keeps its tensors, its version and its options. */
import type { DeployedOp, DeployedTensor } from '../../graph/deployed.ts';
import type { Params } from '../../graph/graph.ts';
import { FlatWriter } from './flat-writer.ts';
import type { Candidate } from './import-operators.ts';
import { HEADER_BYTES, OPTION_LAYOUTS, vtableBytes, VTABLES } from './layout.ts';
import { OPTIONS } from './options.ts';
import { builtinNumber } from './schema.ts';
import { writeOptionFields } from './write-operators.ts';

/** `version` is the file's, for an operator whose code we know but whose use of it we do not. */
export function opaqueCandidate(op: DeployedOp, version: number, tensors: readonly DeployedTensor[]): Candidate {
  const options = op.code === 'OPAQUE' ? op.options : { builtin: builtinNumber(op.code)!, name: op.code, version, ...rawOptions(op) };
  const { name, builtin, optionsType = 0, optionsTable = [], customOptions = [] } = options;
  const typeText = (index: number): string => tensorText(tensors[index]!);
  const params: Params = {
    name: shortName(name),
    builtin,
    version: options.version,
    outputs: op.outputs.map(typeText).join(', '),
    operands: op.inputs.map((index) => operandText(tensors[index])).join(', '),
    intermediates: (op.intermediates ?? []).map(typeText).join(', '),
    optionsType,
    options: optionsTable,
    customOptions,
  };
  return { kind: 'opaque', params, inputs: op.inputs.filter((index) => tensors[index]?.role === 'activation') };
}

/** A custom operator's name is its identity; one beyond any reason is cut. */
function shortName(name: string): string {
  return name.slice(0, 200);
}

function tensorText({ type, shape }: DeployedTensor): string {
  return shape.length === 0 ? type : `${type} ${shape.join('x')}`;
}

function operandText(tensor: DeployedTensor | undefined): string {
  if (tensor === undefined) return '-';
  if (tensor.role === 'activation') return 'in';
  return tensor.role === 'variable' ? `state ${tensorText(tensor)}` : tensorText(tensor);
}

interface RawOptions {
  readonly optionsType?: number;
  readonly optionsTable?: readonly number[];
  readonly customOptions?: readonly number[];
}

/** The options as the bytes of a table; those with a list in them are left out. */
function rawOptions(op: Exclude<DeployedOp, { code: 'OPAQUE' }>): RawOptions {
  const layout = OPTION_LAYOUTS[op.code];
  const { union, fields } = OPTIONS[op.code];
  if (layout === undefined || fields.some(({ kind }) => kind === 'ints')) return {};
  const vtables = new Uint8Array(VTABLES.length);
  vtables[layout.vtable] = 1;
  const words = VTABLES[layout.vtable]!;
  const start = HEADER_BYTES + vtableBytes(words);
  const out = new FlatWriter(start + layout.bytes, vtables);
  writeOptionFields(out, op, layout);
  const bytes = out.finish();
  const ownLayout = bytes.subarray(HEADER_BYTES, HEADER_BYTES + 2 * words.length);
  return { optionsType: union, optionsTable: [...ownLayout, ...bytes.subarray(start + 4)] };
}
