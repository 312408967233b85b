/** A design as it runs on the chip, and the same network in float32 beside it, tensor for tensor where both have the same value. */
import { ok, type Result } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import { floatModel } from '../document/float-model.ts';
import type { Weights } from '../document/weights.ts';
import { tfliteBytes } from '../formats/tflite/size.ts';
import type { TfliteFile } from '../formats/tflite/tflite-file.ts';
import type { DeployedGraph, DeployedOp } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';
import { lower } from '../lower/lower.ts';
import type { Learned } from './deploy.ts';
import { modelOf, type CalibrationOptions, type ChipModel } from './model-of.ts';
import { withoutFileTypes } from './without-file-types.ts';

/** Operators of `model` name the design's nodes. `real` is undefined, too, where a file's weights cannot be had as reals. */
export interface SideBySide extends ChipModel {
  /** Bytes of the .tflite. */
  readonly fileBytes: number;
}

/** Fails with what the design lacks or cannot become. */
export function sideBySide(design: Design, { file, weights }: Learned, options: CalibrationOptions): Result<SideBySide> {
  if (file !== undefined && design.origin !== undefined) return ok(ofFile(design, file, weights));
  const made = modelOf(design, weights, options);
  return made.ok ? ok({ ...made.value, fileBytes: tfliteBytes(made.value.model.graph) }) : made;
}

/** The file as it stands, its operators named by the nodes it opened as. */
function ofFile(design: Design, file: TfliteFile, weights: Weights | undefined): SideBySide {
  const named = lower(design.graph, design.quantize, design.origin).deployed.ops;
  const ops = file.graph.ops.map((op, i) => (named.length === file.graph.ops.length ? { ...op, node: named[i]!.node } : op));
  const graph = { ...file.graph, ops };
  const real = isReal(graph) || weights === undefined ? undefined : floatModel(withoutFileTypes(design.graph), weights);
  const pairs = real?.ok === true ? pairNodes(graph, real.value.graph) : [];
  return {
    model: { graph, data: file.data },
    real: real?.ok === true ? real.value : undefined,
    pairs,
    fileBytes: file.fileBytes,
    notes: [],
  };
}

function isReal({ ops, tensors }: DeployedGraph): boolean {
  return ops.every(({ outputs }) => outputs.every((index) => tensors[index]!.type === 'float32'));
}

/** By the node that an operator is the last of; one whose activation is fused on one side only has another value. */
function pairNodes(integer: DeployedGraph, real: DeployedGraph): readonly number[] {
  const pairs = new Array<number>(integer.tensors.length).fill(-1);
  integer.inputs.forEach((index, i) => (pairs[index] = real.inputs[i] ?? -1));
  const lastOf = new Map(real.ops.map((op) => [op.node, op]));
  for (const op of new Map(integer.ops.map((each) => [each.node, each])).values()) {
    const other = op.node === undefined ? undefined : lastOf.get(op.node);
    if (other === undefined || activationOf(other) !== activationOf(op)) continue;
    op.outputs.forEach((index, i) => {
      const pair = other.outputs[i];
      const same = pair !== undefined && elementCount(real.tensors[pair]!.shape) === elementCount(integer.tensors[index]!.shape);
      if (same) pairs[index] = pair;
    });
  }
  return pairs;
}

function activationOf({ options }: DeployedOp): string {
  return 'activation' in options ? options.activation : 'NONE';
}
