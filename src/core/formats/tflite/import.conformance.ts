import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels } from '../../../testing/reference-files.ts';
import type { Design } from '../../document/design.ts';
import { newDesign } from '../../document/new-design.ts';
import { parseDesign } from '../../document/parse-design.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import { lower } from '../../lower/lower.ts';
import type { Quantize } from '../../lower/quantize.ts';
import { decodeLink, encodeLink } from '../link/link.ts';
import { importTflite } from './import.ts';
import type { ImportedDesign } from './import.ts';
import { readTflite } from './read.ts';
import { withoutTail } from './import-check.ts';

const AS_FILE: Quantize = { scheme: 'file', io: 'int8' };

describe.runIf(hasReference)('importing the reference models', () => {
  const files = referenceModels().map(({ name, bytes }) => {
    const file = readTflite(bytes, name);
    if (!file.ok) throw new Error(file.error.message);
    const design = importTflite(file.value, `${name}.tflite`);
    if (!design.ok) throw new Error(design.error.message);
    return { name, graph: file.value.graph, design: design.value };
  });

  it('lowers to the graph of the file: operators, options, tensors and their order', () => {
    expect(files.length).toBe(287);
    for (const { name, graph, design } of files) expect(structure(lowered(design)), name).toEqual(structure(graph));
  });

  it("survives the design's JSON and its link: the same graph again", () => {
    for (const { name, graph, design } of files) {
      const whole: Design = {
        ...newDesign(name),
        graph: design.graph,
        quantize: AS_FILE,
        origin: { ...design.origin, blob: '0'.repeat(64) },
      };
      for (const again of [parseDesign(JSON.parse(JSON.stringify(whole))), decodeLink(encodeLink(whole))]) {
        if (!again.ok) throw new Error(`${name}: ${again.error.message}`);
        const { deployed } = lower(again.value.graph, again.value.quantize, again.value.origin);
        expect(structure(deployed), name).toEqual(structure(graph));
      }
    }
  });

  it('keeps how many scales each kernel and bias has', () => {
    const wrong = files.filter(({ graph, design }) => {
      const { tensors } = lowered(design);
      return graph.tensors.some(
        ({ role, type, scaleCount }, i) => role === 'constant' && type !== 'int32' && scaleCount !== tensors[i]!.scaleCount,
      );
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('needs no opaque node', () => {
    const opaque = files.filter(({ design }) => design.graph.nodes.some((node) => node.op === 'opaque'));
    expect(opaque.map(({ name }) => name)).toEqual([]);
  });
});

function lowered({ graph, origin }: ImportedDesign): DeployedGraph {
  const { deployed, problems } = lower(graph, AS_FILE, { ...origin, blob: '' });
  expect(problems).toEqual([]);
  return deployed;
}

/** What memory and time depend on. */
function structure({ tensors, ops, inputs, outputs, offlineOffsets }: DeployedGraph): unknown {
  return {
    ops: ops.map((op) => [op.code, withoutTail(op.inputs), op.outputs, op.intermediates, op.options]),
    tensors: tensors.map(({ shape, type, role, bytes }) => [shape, type, role, bytes]),
    inputs,
    outputs,
    offlineOffsets,
  };
}
