/** A node as its converter sees it: operands looked up, attributes with their defaults. */
import type { Shape } from '../../graph/tensor.ts';
import { isFlow, unsupported, type Flow, type Importer, type Operand } from './importer.ts';
import type { OnnxNode, OnnxTensor } from './onnx-model.ts';

export interface Site {
  readonly node: OnnxNode;
  readonly importer: Importer;
  /** What the node is called in the design. */
  readonly name: string;
  readonly operands: readonly (Operand | undefined)[];
  /** How often each value is read, outputs of the graph included. */
  readonly readers: (name: string) => number;
}

/** The design's values that the node's outputs stand for. */
export type Converter = (site: Site) => readonly Operand[];

/** Operand `i` as a value of the network: a constant becomes a node. */
export function flowAt(site: Site, i: number): Flow {
  const operand = site.operands[i] ?? unsupported(`input ${i + 1} is missing`);
  return isFlow(operand) ? operand : site.importer.constant(operand);
}

/** Operand `i` as a constant; undefined when it is left out. */
export function constantAt(site: Site, i: number, what: string): OnnxTensor | undefined {
  const operand = site.operands[i];
  if (isFlow(operand)) return unsupported(`its ${what} is computed at run time`);
  return operand;
}

export function neededConstant(site: Site, i: number, what: string): OnnxTensor {
  return constantAt(site, i, what) ?? unsupported(`its ${what} is missing`);
}

/** The one number a constant holds. */
export function scalarAt(site: Site, i: number, what: string): number | undefined {
  const tensor = constantAt(site, i, what);
  if (tensor !== undefined && tensor.values.length !== 1) return unsupported(`its ${what} has ${tensor.values.length} values`);
  return tensor?.values[0];
}

/** A list of integers: an attribute, or input `i` when the operator set moved it there. */
export function integersOf(site: Site, attribute: string, i: number): readonly number[] | undefined {
  const listed = site.node.attributes.get(attribute)?.ints;
  if (listed !== undefined && listed.length > 0) return listed;
  const tensor = constantAt(site, i, attribute);
  return tensor === undefined ? undefined : Array.from(tensor.values);
}

export function intOf({ node }: Site, attribute: string, fallback: number): number {
  return node.attributes.get(attribute)?.int ?? fallback;
}

export function floatOf({ node }: Site, attribute: string, fallback: number): number {
  return node.attributes.get(attribute)?.float ?? fallback;
}

export function textOf({ node }: Site, attribute: string, fallback: string): string {
  return node.attributes.get(attribute)?.text ?? fallback;
}

export function intsOf({ node }: Site, attribute: string): readonly number[] | undefined {
  const ints = node.attributes.get(attribute)?.ints;
  return ints === undefined || ints.length === 0 ? undefined : ints;
}

/** An axis counted from the front. */
export function axisOf(axis: number, shape: Shape): number {
  const place = axis < 0 ? axis + shape.length : axis;
  return place >= 0 && place < shape.length && Number.isInteger(place)
    ? place
    : unsupported(`it has axis ${axis} of ${shape.length} dimensions`);
}
