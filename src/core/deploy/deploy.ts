/** A design with what it has learned as the file that is flashed: opened, quantised, ordered, its addresses fixed, as the design asks. */
import { ok, type Result } from '../base/result.ts';
import { chipOf } from '../cost/chip-of.ts';
import type { Design } from '../document/design.ts';
import type { Weights } from '../document/weights.ts';
import { exportTflite } from '../formats/tflite/export.ts';
import { readTflite } from '../formats/tflite/read.ts';
import type { TfliteFile } from '../formats/tflite/tflite-file.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { DeployedModel } from '../quant/memory.ts';
import { planWithFixedAddresses } from '../schedule/offline.ts';
import { bestPlacedOrder } from '../schedule/order/best-placed-order.ts';
import { modelOf, type CalibrationOptions } from './model-of.ts';

/** What is kept beside a design; all left out: weights are drawn at random, and said to be. */
export interface Learned {
  /** The file an unedited design was opened from. */
  readonly file?: TfliteFile | undefined;
  readonly weights?: Weights | undefined;
}

export interface DeployOptions extends CalibrationOptions {
  /** Writes where each tensor lies into the file, for the design's runtime. */
  readonly fixAddresses: boolean;
}

export interface Deployed {
  readonly file: Uint8Array;
  readonly graph: DeployedGraph;
  /** The same network in float32, and for each tensor of `graph` the tensor of it with the same value (-1: none); where it was quantised here. */
  readonly real?: DeployedModel;
  readonly pairs?: readonly number[];
  /** What has to be known before anybody relies on the file, a sentence each. */
  readonly notes: readonly string[];
}

/** Fails with what the design lacks or cannot become. */
export function deploy(design: Design, { file, weights }: Learned, options: DeployOptions): Result<Deployed> {
  if (file !== undefined && design.origin !== undefined) return fromFile(design, file, options);
  return fromWeights(design, weights, options);
}

function fromWeights(design: Design, weights: Weights | undefined, options: DeployOptions): Result<Deployed> {
  const made = modelOf(design, weights, options);
  if (!made.ok) return made;
  const { model, real, pairs, notes } = made.value;
  return write(design, model, options, real === undefined ? { notes } : { real, pairs, notes });
}

function fromFile(design: Design, file: TfliteFile, { fixAddresses }: DeployOptions): Result<Deployed> {
  const order = orderOf(design, file.graph);
  const offlineOffsets = fixAddresses ? planWithFixedAddresses(file.graph, design.runtime, chipOf(design).core, order).offsets : undefined;
  const written = exportTflite(file, {
    ...(order === undefined ? {} : { order }),
    ...(offlineOffsets === undefined ? {} : { offlineOffsets }),
  });
  return written.ok ? finished(written.value, { notes: [] }) : written;
}

type Rest = Omit<Deployed, 'file' | 'graph'>;

function write(design: Design, { graph, data }: DeployedModel, { fixAddresses }: DeployOptions, rest: Rest): Result<Deployed> {
  const order = orderOf(design, graph);
  const ops = order === undefined ? graph.ops : order.map((op) => graph.ops[op]!);
  const ordered = { ...graph, ops };
  const offsets = fixAddresses ? { offlineOffsets: planWithFixedAddresses(ordered, design.runtime, chipOf(design).core).offsets } : {};
  const written = writeTflite({ ...ordered, ...offsets }, data);
  return written.ok ? finished(written.value, rest) : written;
}

/** Undefined: as it stands. */
function orderOf(design: Design, graph: DeployedGraph): readonly number[] | undefined {
  return design.order === 'file' ? undefined : bestPlacedOrder(graph, design.runtime, chipOf(design).core).order;
}

/** Reads back what was written: nothing leaves that does not open. */
function finished(file: Uint8Array, rest: Rest): Result<Deployed> {
  const read = readTflite(file, 'The written file');
  return read.ok ? ok({ file, graph: read.value.graph, ...rest }) : read;
}
