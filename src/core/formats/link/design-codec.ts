/**
 * A design as nested arrays of plain values. The order of everything here is the format of version 1: only append.
 * Left out, and so not the same after a round trip: parameters stored with their default value, positions of nodes that are gone.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { Design, Origin } from '../../document/design.ts';
import { DEFAULT_APPLICATION, DEFAULT_CHIP, DEFAULT_NAME } from '../../document/new-design.ts';
import type { NodeGroup } from '../../graph/graph.ts';
import { packChip, present, unpackChip } from './chip-codec.ts';
import { packIds, unpackIds } from './id-codec.ts';
import { packNode, unpackNode, type NodeIndex } from './node-codec.ts';
import { deltas, packed, undeltas } from './positional.ts';

const RUNTIMES = ['tflm-cmsis-nn', 'tflm-reference', 'unas'] as const;
const ORDERS = ['file', 'best'] as const;
const SCHEMES = ['int8', 'float32', 'file'] as const;
const IO = ['int8', 'float32'] as const;
const BUDGETS = ['sramBytes', 'flashBytes', 'latencyMs', 'energyMicrojoules'] as const;
const APPLICATION = ['presets', 'extraSramBytes', 'inferencesPerHour', 'batteryMilliampHours', 'int8Registrations', 'kernelBuild'] as const;

/** nodes, ids, name, chip, runtime, order, scheme, io, outputs, groups, positions, budgets, application, custom chips, notes, origin */
const DEFAULTS: readonly unknown[] = [[], [], DEFAULT_NAME, DEFAULT_CHIP, 0, 0, 0, 0, [], [], [], [], [], [], '', []];

export function packDesign(design: Design): unknown[] {
  const { graph, quantize } = design;
  const ids = graph.nodes.map((node) => node.id);
  const indexOf = new Map(ids.map((id, i) => [id, i]));
  const application = packed(
    APPLICATION.map((field) => design.application[field]),
    APPLICATION.map((field) => DEFAULT_APPLICATION[field]),
  );
  const values = [
    graph.nodes.map((node, i) => packNode(node, i, indexOf)),
    packIds(ids),
    design.name,
    design.chip,
    RUNTIMES.indexOf(design.runtime),
    ORDERS.indexOf(design.order),
    SCHEMES.indexOf(quantize.scheme),
    IO.indexOf(quantize.io),
    graph.outputs.flatMap((port) => [indexOf.get(port.node) ?? -1, port.port]),
    graph.groups.map((group, i) => packGroup(group, i, indexOf)),
    packPositions(design.positions, ids),
    packed(
      BUDGETS.map((limit) => design.budgets[limit]),
      [],
    ),
    application,
    design.customChips.map(packChip),
    design.notes,
    design.origin === undefined ? [] : packOrigin(design.origin),
  ];
  return packed(values, DEFAULTS);
}

/** Plain data for `parseDesign`; a message only where the arrays make no sense as such. */
export function unpackDesign(items: unknown): Result<unknown> {
  if (!Array.isArray(items)) return fail('it does not hold a design');
  const values = DEFAULTS.map((fallback, i) => (items as readonly unknown[])[i] ?? fallback);
  const [nodes, idSteps, name, chip, runtime, order, scheme, io, outputs, groups, positions, budgets, application, chips, notes, origin] =
    values;
  const lists = [nodes, idSteps, outputs, groups, positions, budgets, application, chips, origin];
  if (items.length > DEFAULTS.length || !lists.every(Array.isArray)) return fail('it does not hold a design');
  const ids = unpackIds(idSteps as unknown[], (nodes as unknown[]).length);
  const graph = unpackGraph(nodes as unknown[], ids, outputs as unknown[], groups as unknown[]);
  if (!graph.ok) return graph;
  return ok(
    present({
      version: 1,
      name,
      graph: graph.value,
      quantize: { scheme: choice(SCHEMES, scheme), io: choice(IO, io) },
      chip,
      runtime: choice(RUNTIMES, runtime),
      order: choice(ORDERS, order),
      budgets: present(fromList(BUDGETS, budgets as unknown[])),
      application: { ...DEFAULT_APPLICATION, ...present(fromList(APPLICATION, application as unknown[])) },
      customChips: (chips as unknown[]).map(unpackChip),
      notes,
      positions: unpackPositions(positions as unknown[], ids),
      origin: unpackOrigin(origin as unknown[]),
    }),
  );
}

function unpackGraph(items: unknown[], ids: readonly unknown[], outputs: unknown[], groups: unknown[]): Result<unknown> {
  const nodes: unknown[] = [];
  for (const [i, item] of items.entries()) {
    const node = unpackNode(item, i, ids);
    if (!node.ok) return node;
    nodes.push(node.value);
  }
  const ports = Array.from({ length: Math.ceil(outputs.length / 2) }, (_, i) => ({
    node: ids[outputs[2 * i] as number],
    port: outputs[2 * i + 1],
  }));
  return ok({ nodes, groups: groups.map((group, i) => unpackGroup(group, i, ids)), outputs: ports });
}

/** members, repeat, name, collapsed, id */
function groupDefaults(index: number): readonly unknown[] {
  return [[], 1, '', 0, `g${index + 1}`];
}

function packGroup(group: NodeGroup, index: number, indexOf: NodeIndex): unknown[] {
  const members = deltas(group.nodes.map((id) => indexOf.get(id) ?? -1));
  return packed([members, group.repeat, group.name, group.collapsed ? 1 : 0, group.id], groupDefaults(index));
}

function unpackGroup(item: unknown, index: number, ids: readonly unknown[]): unknown {
  if (!Array.isArray(item)) return item;
  const [members, repeat, name, collapsed, id] = groupDefaults(index).map((fallback, i) => (item as readonly unknown[])[i] ?? fallback);
  const indices = undeltas(members);
  const nodes = Array.isArray(indices) ? indices.map((at: unknown) => ids[at as number]) : indices;
  return { id, name, nodes, collapsed: collapsed === 1, repeat };
}

/** Index, x, y of each node that was moved; the index as the step from the one before. */
function packPositions(positions: Design['positions'], ids: readonly string[]): number[] {
  let last = 0;
  return ids.flatMap((id, i) => {
    const position = positions[id];
    if (position === undefined) return [];
    const step = i - last;
    last = i;
    return [step, position[0], position[1]];
  });
}

function unpackPositions(items: readonly unknown[], ids: readonly unknown[]): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  let index = 0;
  for (let at = 0; at < items.length; at += 3) {
    index += Number(items[at]);
    entries.push([String(ids[index]), items.slice(at + 1, at + 3)]);
  }
  return Object.fromEntries(entries);
}

/** file name, bytes, hash, tensor order, offline offsets, shared tensors; an absent list is null or left out. */
function packOrigin(origin: Origin): unknown[] {
  const { fileName, fileBytes, blob, tensorOrder, offlineOffsets, sharedTensors } = origin;
  const lists = [offlineOffsets, sharedTensors].map((list) => (list === undefined ? undefined : deltas(list)));
  return [fileName, fileBytes, blob, deltas(tensorOrder), ...packed(lists, [])];
}

function unpackOrigin(items: readonly unknown[]): unknown {
  if (items.length === 0) return undefined;
  const [fileName, fileBytes, blob, tensorOrder, offlineOffsets, sharedTensors] = items;
  return present({
    fileName,
    fileBytes,
    blob,
    tensorOrder: undeltas(tensorOrder),
    offlineOffsets: undeltas(offlineOffsets),
    sharedTensors: undeltas(sharedTensors),
  });
}

/** The choice with this number; anything else is handed on for the schema to refuse. */
function choice(names: readonly string[], item: unknown): unknown {
  return typeof item === 'number' ? (names[item] ?? item) : item;
}

function fromList(fields: readonly string[], items: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field, i) => [field, items[i]]));
}
