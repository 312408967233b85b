/** A design as Python source that builds it with Keras 3, in the functional style, and its weights as an .npz beside it. */
import { fail, ok, type Result } from '../../../base/result.ts';
import type { Weights } from '../../../document/weights.ts';
import type { Graph, GraphNode, NodeId, PortRef } from '../../../graph/graph.ts';
import type { TensorType } from '../../../graph/tensor.ts';
import { lower } from '../../../lower/lower.ts';
import { displayName, isOpKind } from '../../../ops/registry.ts';
import { KerasProblem, type KerasTensor } from '../keras-model.ts';
import { npzBytes } from './npz.ts';
import { PYTHON_LAYERS } from './python-layers.ts';
import { PythonSite } from './python-site.ts';
import { PythonNames, pythonString } from './python-text.ts';
import { pythonWeights } from './python-weights.ts';

export interface PythonExport {
  readonly source: string;
  /** Contents of the .npz; undefined where the design has no weights. */
  readonly weights?: Uint8Array;
}

interface Written {
  readonly lines: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly arrays: ReadonlyMap<string, KerasTensor>;
}

/** `weightsFile`: the name the source gives the .npz. Fails with the node that Keras has no layer for. */
export function writePython(name: string, graph: Graph, weights: Weights | undefined, weightsFile: string): Result<PythonExport> {
  const written = writeNodes(graph, weights);
  if (!written.ok) return written;
  const { arrays } = written.value;
  const source = moduleSource(name, written.value, weights === undefined ? undefined : weightsFile);
  return ok(weights === undefined ? { source } : { source, weights: npzBytes(arrays) });
}

function writeNodes(graph: Graph, weights: Weights | undefined): Result<Written> {
  const { nodes, types, problems } = lower(graph, { scheme: 'float32', io: 'float32' });
  if (problems[0] !== undefined) return fail(problems[0].message, `node ${problems[0].node}`);
  const typeOf = new Map(nodes.map((node, i) => [node.id, types[i]!]));
  const names = namesOf(nodes);
  const value = ({ node, port }: PortRef): string => (typeOf.get(node)!.length > 1 ? `${names.get(node)}[${port}]` : names.get(node)!);
  const lines: string[] = [];
  const arrays = new Map<string, KerasTensor>();
  for (const node of nodes) {
    const refs = node.inputs as readonly PortRef[];
    const inputTypes = refs.map((ref): TensorType => typeOf.get(ref.node)![ref.port]!);
    const own = weights?.nodes.get(node.id) ?? {};
    const site = new PythonSite(node, names.get(node.id)!, refs.map(value), { inputs: inputTypes, outputs: typeOf.get(node.id)! }, own);
    const code = linesOf(node, site);
    if (!code.ok) return code;
    lines.push(...code.value);
    const multiplier = site.number('multiplier');
    pythonWeights(node.op, multiplier, own).forEach((tensor, i) => arrays.set(`${site.name}.${i}`, tensor));
  }
  const inputs = nodes.filter(({ op }) => op === 'input').map(({ id }) => names.get(id)!);
  return ok({ lines, inputs, outputs: outputsOf(graph, nodes, typeOf).map(value), arrays });
}

function namesOf(nodes: readonly GraphNode[]): ReadonlyMap<NodeId, string> {
  const names = new PythonNames();
  return new Map(nodes.map((node) => [node.id, names.of(displayName(node))]));
}

function linesOf(node: GraphNode, site: PythonSite): Result<readonly string[]> {
  if (!isOpKind(node.op)) return fail(`There is no operation "${node.op}"`, `node ${node.id}`);
  try {
    return ok(PYTHON_LAYERS[node.op](site));
  } catch (error) {
    if (!(error instanceof KerasProblem)) throw error;
    return fail(`"${displayName(node)}" cannot be written for Keras: ${error.message}`, `node ${node.id}`);
  }
}

/** The ports the design lists, else those that nothing reads. */
function outputsOf(graph: Graph, nodes: readonly GraphNode[], types: ReadonlyMap<NodeId, readonly TensorType[]>): readonly PortRef[] {
  if (graph.outputs.length > 0) return graph.outputs;
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.map((ref) => `${ref!.port}@${ref!.node}`)));
  return nodes
    .flatMap(({ id }) => types.get(id)!.map((_, port) => ({ node: id, port })))
    .filter(({ node, port }) => !read.has(`${port}@${node}`));
}

function moduleSource(name: string, { lines, inputs, outputs }: Written, weightsFile: string | undefined): string {
  const body = lines.map((line) => `    ${line}\n`).join('');
  const title = pythonString(name);
  const load = weightsFile === undefined ? '' : `    load_weights(network, ${pythonString(weightsFile)})\n`;
  return `# Builds ${title} with Keras 3; written by Tinyscape.
import keras
import numpy as np
from keras import layers, ops


def build_model():
${body}    return keras.Model(inputs=[${inputs.join(', ')}], outputs=[${outputs.join(', ')}])


def load_weights(model, path):
    """Gives every layer its weights from an .npz: "layer.0", "layer.1", ... in the order Keras lists them."""
    with np.load(path) as values:
        for layer in model.layers:
            if layer.weights:
                layer.set_weights([values[f"{layer.name}.{i}"] for i in range(len(layer.weights))])


if __name__ == "__main__":
    network = build_model()
${load}    network.summary()
`;
}
