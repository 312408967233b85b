import { describe, expect, it } from 'vitest';
import type { GraphNode } from '../graph/graph.ts';
import { designJson } from './design-json.ts';
import type { Design } from './design.ts';
import { newDesign } from './new-design.ts';
import { parseDesign, parseDesignText } from './parse-design.ts';

const DESIGN: Design = {
  ...newDesign('Two layers'),
  graph: {
    nodes: [
      { id: '1', op: 'input', name: '', params: { shape: [28, 28, 1] }, inputs: [] },
      { id: '2', op: 'conv2d', name: 'stem', params: { filters: 16, padding: 'valid', bias: false }, inputs: [{ node: '1', port: 0 }] },
      { id: '3', op: 'add', name: '', params: {}, inputs: [{ node: '2', port: 0 }, undefined] },
    ],
    groups: [{ id: '1', name: 'Block', nodes: ['2', '3'], collapsed: true, repeat: 2 }],
    outputs: [{ node: '3', port: 0 }],
  },
  positions: { '2': [10, -20.5] },
};

/** The design as JSON, with the value at a path replaced. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const root: unknown = JSON.parse(designJson(DESIGN));
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (at, key) => at[key] as Record<string | number, unknown>,
      root as Record<string | number, unknown>,
    );
  parent[path.at(-1)!] = value;
  return root;
}

describe('parseDesign', () => {
  it('reads back what designJson wrote', () => {
    expect(parseDesignText(designJson(DESIGN))).toEqual({ ok: true, value: DESIGN });
  });

  it('drops positions of nodes that are not there', () => {
    const parsed = parseDesign({ ...DESIGN, positions: { '2': [10, -20.5], gone: [1, 2] } });
    expect(parsed.ok && parsed.value.positions).toEqual({ '2': [10, -20.5] });
  });

  it('keeps a loop and parameters outside their range or choices, which are shown on their nodes', () => {
    expect(parseDesign(changed(['graph', 'nodes', 1, 'inputs'], [{ node: '3', port: 0 }])).ok).toBe(true);
    expect(parseDesign(changed(['graph', 'nodes', 1, 'params', 'filters'], -1)).ok).toBe(true);
    expect(parseDesign(changed(['graph', 'nodes', 1, 'params', 'padding'], 'no')).ok).toBe(true);
  });

  it.each([
    [['name'], undefined, 'name: expected a text of at most 1000 characters, got nothing'],
    [['graph', 'nodes', 1, 'params', 'filters'], 'x', "graph.nodes[1].params.filters: expected an integer, got 'x'"],
    [['graph', 'nodes', 1, 'params', 'filters'], 1.5, 'graph.nodes[1].params.filters: expected an integer, got 1.5'],
    [['graph', 'nodes', 1, 'params', 'padding'], 1, 'graph.nodes[1].params.padding: expected a text, got 1'],
    [['graph', 'nodes', 0, 'params', 'shape'], 4, 'graph.nodes[0].params.shape: expected a list of integers, got 4'],
    [['graph', 'nodes', 1, 'params', 'colour'], 1, "graph.nodes[1].params: Conv 2D has no parameter 'colour'"],
    [['graph', 'nodes', 1, 'op'], 'conv9d', "graph.nodes[1].op: there is no operation 'conv9d'"],
    [['graph', 'nodes', 1, 'id'], '1', "graph.nodes[1].id: '1' is used twice"],
    [
      ['graph', 'nodes', 1, 'id'],
      '__proto__',
      `graph.nodes[1].id: expected an id of 1 to 40 letters, digits, "_" and "-", got '__proto__'`,
    ],
    [
      ['graph', 'nodes', 1, 'id'],
      'constructor',
      `graph.nodes[1].id: expected an id of 1 to 40 letters, digits, "_" and "-", got 'constructor'`,
    ],
    [
      ['graph', 'nodes', 1, 'id'],
      '9007199254740991',
      `graph.nodes[1].id: expected an id of 1 to 40 letters, digits, "_" and "-", got '9007199254740991'`,
    ],
    [['graph', 'nodes', 1, 'inputs', 0], { node: '9', port: 0 }, "graph.nodes[1].inputs[0]: there is no node '9'"],
    [['graph', 'nodes', 1, 'inputs', 0], 7, 'graph.nodes[1].inputs[0]: expected an object, got 7'],
    [['graph', 'nodes', 1, 'inputs', 0, 'port'], -1, 'graph.nodes[1].inputs[0].port: expected an integer from 0 to 255, got -1'],
    [['graph', 'nodes', 1, 'extra'], 1, 'graph.nodes[1].extra: this field is not known'],
    [['graph', 'groups', 0, 'nodes', 1], '2', "graph.groups[0].nodes[1]: the node '2' is in a group already"],
    [['graph', 'groups', 0, 'repeat'], 0, 'graph.groups[0].repeat: expected an integer from 1 to 256, got 0'],
    [['graph', 'outputs', 0, 'node'], '9', "graph.outputs[0]: there is no node '9'"],
    [['graph'], [], 'graph.nodes: is missing'],
    [['chip'], 'z80', "chip: there is no chip 'z80'"],
    [['runtime'], 'none', "runtime: expected one of tflm-reference, tflm-cmsis-nn, unas, got 'none'"],
    [['budgets'], { sramBytes: -1 }, 'budgets.sramBytes: expected a number from 0 to 1099511627776, got -1'],
    [['positions', '2'], [1], 'positions.2[1]: expected a number, got nothing'],
    [['version'], 3, 'version: 3 is newer than this Tinyscape reads (1); reload the page to update it'],
  ])('says what is wrong at %j', (path, value, message) => {
    expect(parseDesign(changed(path, value))).toEqual({ ok: false, error: { message } });
  });

  it.each([
    ['[]', 'expected a design, got a list of 0'],
    ['null', 'expected a design, got null'],
    ['"x"', "expected a design, got 'x'"],
  ])('refuses %s', (text, message) => {
    expect(parseDesignText(text)).toEqual({ ok: false, error: { message } });
  });

  it('says that a text is not JSON', () => {
    const parsed = parseDesignText('{"version": 1,');
    expect(parsed.ok ? '' : parsed.error.message).toMatch(/^not JSON: /);
  });

  it('refuses more nodes than the cap', () => {
    const node = { id: 'x', op: 'relu', name: '', params: {}, inputs: [] };
    const nodes = Array.from({ length: 2001 }, (_, i) => ({ ...node, id: `n${i}` }));
    const message = 'graph.nodes: expected a list of at most 2000, got a list of 2001';
    expect(parseDesign({ ...DESIGN, graph: { nodes, groups: [], outputs: [] } })).toEqual({ ok: false, error: { message } });
  });

  it('refuses more edges than the cap', () => {
    const first = { id: 'n0', op: 'input', name: '', params: {}, inputs: [] };
    const inputs = Array.from({ length: 201 }, () => ({ node: 'n0', port: 0 }));
    const nodes = Array.from({ length: 100 }, (_, i) => ({ id: `n${i + 1}`, op: 'concat', name: '', params: {}, inputs }));
    const message = 'graph.nodes: expected at most 20000 inputs together, got 20100';
    expect(parseDesign({ ...DESIGN, positions: {}, graph: { nodes: [first, ...nodes], groups: [], outputs: [] } })).toEqual({
      ok: false,
      error: { message },
    });
  });

  it('refuses a tensor order that names a tensor twice', () => {
    const origin = { fileName: 'a.tflite', fileBytes: 1, blob: 'a'.repeat(64), tensorOrder: [0, -1, 2, -1, 2] };
    const message = 'origin.tensorOrder[4]: 2 is used twice';
    expect(parseDesign({ ...DESIGN, origin })).toEqual({ ok: false, error: { message } });
  });
});

function moved({ id, op, name, inputs }: GraphNode): Omit<GraphNode, 'params'> {
  return { inputs, name, op, id };
}

describe('designJson', () => {
  it('gives the same text whatever order fields were set in', () => {
    const { version, ...rest } = DESIGN;
    const params = { bias: false, padding: 'valid', filters: 16 };
    const nodes = DESIGN.graph.nodes.map((node) => (node.id === '2' ? { params, ...moved(node) } : node));
    expect(designJson({ ...rest, graph: { ...DESIGN.graph, nodes }, version })).toBe(designJson(DESIGN));
  });

  it('writes a node on one line', () => {
    expect(designJson(DESIGN)).toContain(
      '      { "id": "1", "op": "input", "name": "", "params": { "shape": [28, 28, 1] }, "inputs": [] },\n',
    );
  });
});
