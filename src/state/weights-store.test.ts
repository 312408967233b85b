import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '../core/base/random.ts';
import { initialWeights } from '../core/document/initial-weights.ts';
import { newDesign } from '../core/document/new-design.ts';
import { weightAt } from '../core/document/weights.ts';
import { setParam } from '../core/graph/edits.ts';
import { createBuilder } from '../core/graph/builder.ts';
import type { OpKind } from '../core/ops/registry.ts';
import { writeTflite } from '../core/formats/tflite/write.ts';
import { quantizedNetwork } from '../testing/quantized-network.ts';
import { createDesignStore, type DesignStore } from './design-store.ts';
import type { FileLike } from './files.ts';
import { createLibrary, type LibraryStore } from './library-store.ts';
import { createMemoryStorage } from './memory-storage.ts';
import type { Storage } from './storage.ts';
import { createViewStore } from './view-store.ts';
import { createWeightsStore, type WeightsStore } from './weights-store.ts';

const FIXTURES = new URL('../testing/fixtures/keras/', import.meta.url);

interface World {
  readonly designs: DesignStore;
  readonly library: LibraryStore;
  readonly weights: WeightsStore;
}

function createWorld(storage: Storage = createMemoryStorage()): World {
  const designs = createDesignStore(newDesign());
  const library = createLibrary({ designs, view: createViewStore(), storage: Promise.resolve(storage) });
  return { designs, library, weights: createWeightsStore(designs, () => library.getState(), expect.unreachable) };
}

function fixture(name: string): FileLike {
  const bytes = new Uint8Array(readFileSync(new URL(name, FIXTURES)));
  return fileOf(name, bytes);
}

function fileOf(name: string, bytes: Uint8Array): FileLike {
  return { name, size: bytes.length, arrayBuffer: async () => bytes.slice().buffer };
}

async function ready({ weights }: World): Promise<void> {
  await vi.waitFor(() => expect(weights.getState().status).toBe('ready'));
}

function drawn() {
  const net = createBuilder<OpKind>();
  net.chain(net.add('input', { shape: [4] }), ['dense', { units: 3 }], ['dense', { units: 2 }]);
  return { ...newDesign('Drawn'), graph: net.build() };
}

describe('weights of an opened file', () => {
  it.each(['keras2_lenet.h5', 'keras3_residual.keras'])('are kept beside the design: %s', async (name) => {
    const world = createWorld();
    expect(await world.library.getState().openFile(fixture(name))).toBe(true);
    await ready(world);
    expect(world.weights.getState()).toMatchObject({ source: { kind: 'file', name }, unfit: [] });
    expect(world.weights.getState().learned!.weights!.nodes.size).toBeGreaterThan(2);
  });

  it('come from the .bin beside a model.json', async () => {
    const world = createWorld();
    const json = fixture('tfjs_lenet.model.json');
    const named = /[\w.]+\.bin/.exec(readFileSync(new URL('tfjs_lenet.model.json', FIXTURES), 'utf8'))![0];
    const shard = fileOf(named, new Uint8Array(readFileSync(new URL('tfjs_lenet.bin', FIXTURES))));
    expect(await world.library.getState().openFile(json, [shard])).toBe(true);
    await ready(world);
    expect(world.weights.getState().unfit).toEqual([]);
  });

  it('are those of a .tflite, file and all', async () => {
    const world = createWorld();
    const { model } = quantizedNetwork(1, 'int8');
    const written = writeTflite(model.graph, model.data);
    if (!written.ok) throw new Error(written.error.message);
    expect(await world.library.getState().openFile(fileOf('tiny.tflite', written.value))).toBe(true);
    await ready(world);
    expect(world.weights.getState().source).toEqual({ kind: 'file', name: 'tiny.tflite' });
    expect(world.weights.getState().learned!.file).toBeDefined();
  });

  it('are found again at the next visit', async () => {
    const storage = createMemoryStorage();
    const first = createWorld(storage);
    await first.library.getState().openFile(fixture('keras2_lenet.h5'));
    await first.library.getState().flush();
    const next = createWorld(storage);
    await next.library.getState().openStored(first.designs.getState().id);
    await ready(next);
    expect(next.weights.getState().source).toEqual({ kind: 'file', name: 'keras2_lenet.h5' });
  });

  it('are lost, in words, where the browser does not keep them', async () => {
    const { designs, weights } = createWorld();
    designs.getState().open({ ...drawn(), weights: 'ab'.repeat(32) });
    await vi.waitFor(() => expect(weights.getState().status).toBe('lost'));
    expect(weights.getState().reason).toBe('They are not kept in this browser: open the file again.');
  });
});

describe('weights that are set', () => {
  it('are one undo entry, and undo and redo bring back what was there', async () => {
    const world = createWorld();
    const { designs, weights } = world;
    designs.getState().open(drawn());
    expect(weights.getState().status).toBe('none');
    const first = initialWeights(createRandom(1), drawn().graph);
    const second = initialWeights(createRandom(2), drawn().graph);
    await weights.getState().setWeights(first, { kind: 'training', name: 'run 1' });
    await weights.getState().setWeights(second, { kind: 'training', name: 'run 2' });
    await ready(world);
    expect(designs.getState().past.map(({ label }) => label)).toEqual(['Use the trained weights', 'Use the trained weights']);
    expect(weights.getState().learned!.weights).toBe(second);
    designs.getState().undo();
    await vi.waitFor(() => expect(weights.getState().learned?.weights).toBe(first));
    expect(weights.getState().source).toEqual({ kind: 'training', name: 'run 1' });
    designs.getState().undo();
    expect(weights.getState().status).toBe('none');
    designs.getState().redo();
    await vi.waitFor(() => expect(weights.getState().learned?.weights).toBe(first));
  });

  it('name the places they no longer fit after an edit, which random ones fill', async () => {
    const world = createWorld();
    const { designs, weights } = world;
    designs.getState().open(drawn());
    const own = initialWeights(createRandom(1), drawn().graph);
    await weights.getState().setWeights(own, { kind: 'training', name: 'run 1' });
    await ready(world);
    designs.getState().edit('Widen', (design) => ({ ...design, graph: setParam(design.graph, '3', 'units', 5) }));
    await vi.waitFor(() =>
      expect(weights.getState().unfit.map(({ node, spec }) => `${node} ${spec.name}`)).toEqual(['3 kernel', '3 bias']),
    );
    await weights.getState().fillUnfit();
    await vi.waitFor(() => expect(weights.getState().unfit).toEqual([]));
    expect(weights.getState().source).toEqual({ kind: 'training', name: 'run 1', partlyRandom: true });
    const filled = weights.getState().learned!.weights!;
    expect(weightAt(filled, '2', { name: 'kernel', shape: [3, 4] })).toEqual(weightAt(own, '2', { name: 'kernel', shape: [3, 4] }));
    expect(weightAt(filled, '3', { name: 'kernel', shape: [5, 3] })).toBeDefined();
  });

  it('leave the design alone and say why, where they cannot be kept', async () => {
    const designs = createDesignStore(drawn());
    const said: string[] = [];
    const full = { blob: async () => undefined, keepBlob: () => Promise.reject(new Error('no room')) };
    const weights = createWeightsStore(
      designs,
      () => full,
      (problem) => said.push(problem),
    );
    await weights.getState().setWeights(initialWeights(createRandom(1), drawn().graph), { kind: 'training', name: 'run 1' });
    expect(said).toEqual(['The weights could not be set, and the design is as it was: no room']);
    expect(designs.getState().past).toEqual([]);
  });

  it('are taken away, and come back with undo', async () => {
    const world = createWorld();
    const { designs, weights } = world;
    designs.getState().open(drawn());
    await weights.getState().setWeights(initialWeights(createRandom(1), drawn().graph), { kind: 'training', name: 'run 1' });
    weights.getState().removeWeights();
    expect(weights.getState().status).toBe('none');
    designs.getState().undo();
    await ready(world);
  });
});
