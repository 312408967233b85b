/**
 * The shape of a saved design. Each message completes "expected ..."; what a kind of node allows is checked in validate.ts.
 * Unknown fields are refused: dropping them would change the document.
 */
import * as v from 'valibot';
import type { Evidence } from '../base/evidence.ts';
import type { Chip, Core, MemoryRegion } from '../mcu/chip.ts';
import type { KernelBuild } from '../runtime/cycles/kernel-build.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import * as caps from './caps.ts';
import type { Design, Origin, WeightsSource } from './design.ts';

type Schema<T> = v.GenericSchema<unknown, T>;

const OBJECT = 'an object';

function integer(min: number, max: number): Schema<number> {
  const message = `an integer from ${min} to ${max}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

function quantity(max: number = caps.MAX_QUANTITY): Schema<number> {
  const message = `a number from 0 to ${max}`;
  return v.pipe(v.number(message), v.minValue(0, message), v.maxValue(max, message));
}

function text(max: number): Schema<string> {
  const message = `a text of at most ${max} characters`;
  return v.pipe(v.string(message), v.maxLength(max, message));
}

function list<T>(item: Schema<T>, max: number): Schema<readonly T[]> {
  const message = `a list of at most ${max}`;
  return v.pipe(v.array(v.unknown(), message), v.maxLength(max, message), v.array(item, message));
}

/** The keys of a total table: a forgotten choice does not compile. */
function oneOf<T extends string>(choices: Readonly<Record<T, true>>): Schema<T> {
  const names = Object.keys(choices) as T[];
  return v.picklist(names, `one of ${names.join(', ')}`);
}

/**
 * Ids are used as keys: they are not a name that every object has, like "constructor". The next free number must stay countable, so
 * numbers in them end at 2^52.
 */
const ID = 'an id of 1 to 40 letters, digits, "_" and "-"';
const id = v.pipe(
  v.string(ID),
  v.regex(/^[A-Za-z0-9][\w-]{0,39}$/, ID),
  v.check((value) => !(value in Object.prototype) && value !== 'prototype' && !(Number(value.replace(/^\D/, '')) > 2 ** 52), ID),
);
const chipId = v.pipe(v.string(ID), v.regex(/^[A-Za-z0-9][\w.+-]{0,79}$/, 'the id of a chip'));
const name = text(caps.MAX_NAME_CHARACTERS);
const truth = v.boolean('true or false');
const bytes = integer(0, caps.MAX_QUANTITY);

const port = v.strictObject({ node: id, port: integer(0, caps.MAX_PORT) }, OBJECT);
/** JSON has no undefined: an input that is not connected is null there. */
const input = v.pipe(
  v.nullish(port),
  v.transform((value) => value ?? undefined),
);
const PARAM = `a number, a text of at most ${caps.MAX_TEXT_CHARACTERS} characters, true or false, or a list of at most ${caps.MAX_LIST} integers`;
const param = v.union(
  [
    v.pipe(v.number(PARAM), v.finite(PARAM)),
    v.pipe(v.string(PARAM), v.maxLength(caps.MAX_TEXT_CHARACTERS, PARAM)),
    v.boolean(PARAM),
    v.pipe(v.array(v.pipe(v.number(PARAM), v.integer(PARAM)), PARAM), v.maxLength(caps.MAX_LIST, PARAM)),
  ],
  PARAM,
);
const node = v.strictObject(
  { id, op: name, name, params: v.record(v.string(), param, OBJECT), inputs: list(input, caps.MAX_INPUTS) },
  OBJECT,
);
const group = v.strictObject({ id, name, nodes: list(id, caps.MAX_NODES), collapsed: truth, repeat: integer(1, caps.MAX_REPEAT) }, OBJECT);
const graph = v.strictObject(
  { nodes: list(node, caps.MAX_NODES), groups: list(group, caps.MAX_GROUPS), outputs: list(port, caps.MAX_OUTPUTS) },
  OBJECT,
);

const evidence = oneOf<Evidence>({ exact: true, measured: true, modelled: true, quoted: true, unknown: true });
const core = oneOf<Core>({
  'cortex-m0': true,
  'cortex-m0+': true,
  'cortex-m3': true,
  'cortex-m4': true,
  'cortex-m7': true,
  'cortex-m33': true,
  'cortex-m55': true,
  'cortex-m85': true,
  'xtensa-lx6': true,
  'xtensa-lx7': true,
  'esp32-s3': true,
  riscv32: true,
  'esp32-p4': true,
  riscv64: true,
  avr: true,
});
const region = v.strictObject({ name, bytes, kind: oneOf<MemoryRegion['kind']>({ tcm: true, main: true, external: true }) }, OBJECT);
const source = v.strictObject({ evidence, source: text(500) }, OBJECT);
const chip: Schema<Chip> = v.strictObject(
  {
    id: chipId,
    name,
    vendor: name,
    family: name,
    core,
    clockMHz: quantity(1_000_000),
    sram: list(region, caps.MAX_REGIONS),
    flashBytes: bytes,
    flashExternal: truth,
    npu: v.exactOptional(name),
    activeMilliamps: v.exactOptional(quantity(1_000_000)),
    sleepMicroamps: v.exactOptional(quantity(1_000_000_000)),
    volts: v.exactOptional(quantity(1000)),
    sources: v.strictObject(
      { core: source, clockMHz: source, sram: source, flashBytes: source, activeMilliamps: source, sleepMicroamps: source, volts: source },
      OBJECT,
    ),
    notes: v.exactOptional(text(2000)),
  },
  OBJECT,
);

const HASH = 'a SHA-256 hash of 64 hexadecimal digits';
const hash = v.pipe(v.string(HASH), v.regex(/^[0-9a-f]{64}$/, HASH));
const origin: Schema<Origin> = v.strictObject(
  {
    fileName: name,
    fileBytes: bytes,
    blob: hash,
    tensorOrder: list(integer(-1, caps.MAX_TENSORS - 1), caps.MAX_TENSORS),
    sharedTensors: v.exactOptional(list(integer(0, caps.MAX_TENSORS - 1), 2 * caps.MAX_TENSORS)),
    offlineOffsets: v.exactOptional(list(integer(-1, caps.MAX_QUANTITY), caps.MAX_TENSORS)),
  },
  OBJECT,
);

const weightsSource: Schema<WeightsSource> = v.strictObject(
  { kind: oneOf<WeightsSource['kind']>({ file: true, training: true }), name, partlyRandom: v.exactOptional(truth) },
  OBJECT,
);

const coordinate = v.pipe(
  v.number('a number'),
  v.minValue(-caps.MAX_COORDINATE, 'a coordinate on the canvas'),
  v.maxValue(caps.MAX_COORDINATE, 'a coordinate on the canvas'),
);

/** Structure, sizes and caps of a design of the current version; references are checked by `validateDesign`. */
export const DESIGN_SCHEMA: Schema<Design> = v.strictObject(
  {
    version: v.literal(1, '1'),
    name,
    graph,
    quantize: v.strictObject(
      {
        scheme: oneOf<Design['quantize']['scheme']>({ int8: true, float32: true, file: true }),
        io: oneOf<'int8' | 'float32'>({ int8: true, float32: true }),
      },
      OBJECT,
    ),
    chip: chipId,
    runtime: oneOf<RuntimeId>({ 'tflm-reference': true, 'tflm-cmsis-nn': true, unas: true }),
    order: oneOf<Design['order']>({ file: true, best: true }),
    budgets: v.strictObject(
      {
        sramBytes: v.exactOptional(quantity()),
        flashBytes: v.exactOptional(quantity()),
        latencyMs: v.exactOptional(quantity()),
        energyMicrojoules: v.exactOptional(quantity()),
      },
      OBJECT,
    ),
    application: v.strictObject(
      {
        presets: list(name, caps.MAX_PRESETS),
        extraSramBytes: bytes,
        inferencesPerHour: quantity(),
        batteryMilliampHours: quantity(),
        int8Registrations: truth,
        kernelBuild: v.optional(oneOf<KernelBuild>({ speed: true, size: true }), 'speed'),
      },
      OBJECT,
    ),
    customChips: list(chip, caps.MAX_CUSTOM_CHIPS),
    notes: text(caps.MAX_NOTES_CHARACTERS),
    positions: v.record(id, v.strictTuple([coordinate, coordinate], 'a pair of coordinates'), OBJECT),
    origin: v.exactOptional(origin),
    weights: v.exactOptional(hash),
    weightsSource: v.exactOptional(weightsSource),
  },
  OBJECT,
);
