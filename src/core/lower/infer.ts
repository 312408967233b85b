/** Shapes and types along the edges of a design graph, and what is wrong with its nodes. */
import { fail, type Result } from '../base/result.ts';
import type { GraphNode, NodeProblem } from '../graph/graph.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { MISSING, UNCONNECTED, type Wiring } from '../graph/topology.ts';
import type { OpSpec } from '../ops/op.ts';
import { displayName, opOf } from '../ops/registry.ts';
import type { Settings } from '../ops/settings.ts';

/** By position in the wiring. */
export interface Inference {
  /** Output types; undefined where a node, or one before it, is wrong. */
  readonly types: readonly Types[];
  readonly specs: readonly (OpSpec | undefined)[];
  /** The parameters of each node of a known kind. */
  readonly settings: readonly (Settings | undefined)[];
  readonly problems: readonly NodeProblem[];
}

export type Types = readonly TensorType[] | undefined;

export function infer(wiring: Wiring, auto: ElementType): Inference {
  const { order } = wiring;
  const types: Types[] = [];
  const specs: (OpSpec | undefined)[] = [];
  const settings: (Settings | undefined)[] = [];
  let problems = wiring.problems;
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!;
    const spec = opOf(node);
    const read = spec?.settle(node.params);
    const result = spec === undefined ? fail(`Unknown operation "${node.op}"`) : inferNode(wiring, spec, read!, at, types, auto);
    if (!result.ok) problems = problems.concat({ node: node.id, message: result.error.message });
    types.push(result.ok ? result.value : undefined);
    specs.push(spec);
    settings.push(read);
  }
  return { types, specs, settings, problems };
}

function inferNode(
  wiring: Wiring,
  spec: OpSpec,
  settings: Settings,
  at: number,
  types: readonly Types[],
  auto: ElementType,
): Result<readonly TensorType[]> {
  const node = wiring.order[at]!;
  const sources = wiring.sources[at]!;
  const first = sourceType(node, sources, 0, types);
  if (sources.length === 1 && first !== undefined) return spec.shapes(settings, [first], auto);
  const inputs: TensorType[] = [];
  for (let k = 0; k < sources.length; k++) {
    const type = sourceType(node, sources, k, types);
    if (type === undefined) return fail(inputProblem(wiring.order, node, sources[k]!, k, types));
    inputs.push(type);
  }
  return spec.shapes(settings, inputs, auto);
}

function sourceType(node: GraphNode, sources: readonly number[], input: number, types: readonly Types[]): TensorType | undefined {
  const source = sources[input];
  return source === undefined || source < 0 ? undefined : types[source]?.[node.inputs[input]!.port];
}

function inputProblem(order: readonly GraphNode[], node: GraphNode, source: number, input: number, types: readonly Types[]): string {
  const which = node.inputs.length > 1 ? `Input ${input + 1}` : 'The input';
  if (source === UNCONNECTED) return `${which} is not connected`;
  if (source === MISSING) return `${which} comes from a node that is missing or feeds itself`;
  const name = displayName(order[source]!);
  const given = types[source];
  if (given === undefined) return `Waits for "${name}", which has a problem`;
  return `${which} reads output ${node.inputs[input]!.port + 1} of "${name}", which has only ${given.length}`;
}
