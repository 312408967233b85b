import { describe, expect, it } from 'vitest';
import { designJson } from '../core/document/design-json.ts';
import type { Design } from '../core/document/design.ts';
import { newDesign } from '../core/document/new-design.ts';
import { encodeLink } from '../core/formats/link/link.ts';
import { createDesignStore } from './design-store.ts';
import { createLibrary, nothingKept, type LibraryStore } from './library-store.ts';
import { createMemoryStorage } from './memory-storage.ts';
import type { Storage } from './storage.ts';
import { createViewStore, type ViewStore } from './view-store.ts';

interface World {
  readonly library: LibraryStore;
  readonly view: ViewStore;
  readonly designs: ReturnType<typeof createDesignStore>;
}

function createWorld(storage?: Promise<Storage | undefined>): World {
  let ids = 0;
  let time = 0;
  const newId = (): string => `id-${++ids}`;
  const designs = createDesignStore(newDesign(), newId);
  const view = createViewStore();
  const library = createLibrary({ designs, view, storage, newId, now: () => ++time });
  return { library, view, designs };
}

function fileOf(name: string, text: string): { name: string; size: number; arrayBuffer: () => Promise<ArrayBuffer> } {
  const bytes = new TextEncoder().encode(text);
  return { name, size: bytes.length, arrayBuffer: async () => bytes.buffer };
}

function nameOf({ designs }: World): string {
  return designs.getState().design.name;
}

describe('the library', () => {
  it('keeps what was open when a file is opened, and both are in the list', async () => {
    const world = createWorld(Promise.resolve(createMemoryStorage()));
    const { library, designs } = world;
    designs.getState().edit('Rename', (design): Design => ({ ...design, name: 'Mine' }));
    expect(await library.getState().openFile(fileOf('net.json', designJson(newDesign('From a file'))))).toBe(true);
    await library.getState().flush();
    expect(nameOf(world)).toBe('From a file');
    expect(library.getState().recent.map((each) => each.name)).toEqual(['From a file', 'Mine']);
    expect(await library.getState().openStored('id-1')).toBe(true);
    expect(nameOf(world)).toBe('Mine');
    expect(designs.getState().id).toBe('id-1');
  });

  it('opens a pasted link and a pasted design', async () => {
    const world = createWorld();
    await world.library.getState().openText(`https://example.org/#d=${encodeLink(newDesign('By link'))}`);
    expect(nameOf(world)).toBe('By link');
    await world.library.getState().openText(designJson(newDesign('By text')));
    expect(nameOf(world)).toBe('By text');
  });

  it.each([
    ['a.json', '{"version":1}', 'a.json cannot be opened: name: is missing'],
    [
      'a.txt',
      'hello',
      'a.txt cannot be opened: It is neither a model (.tflite, .onnx, .keras, .h5, model.json), nor a design as JSON, nor a link.',
    ],
    ['a.json', '#d=1.zzz', 'a.json cannot be opened: This link cannot be opened: '],
    ['a.tflite', 'hello', 'a.tflite'],
  ])('says what is wrong with %s holding %s, and leaves the open design alone', async (name, text, message) => {
    const world = createWorld();
    const before = world.designs.getState();
    expect(await world.library.getState().openFile(fileOf(name, text))).toBe(false);
    expect(world.view.getState().messages).toHaveLength(1);
    expect(world.view.getState().messages[0]).toMatchObject({ kind: 'error', text: expect.stringContaining(message) as string });
    expect(world.designs.getState()).toBe(before);
  });

  it('says once that nothing is kept where there is no storage, and works', async () => {
    const world = createWorld(Promise.resolve(undefined));
    for (const name of ['A', 'B']) {
      world.designs.getState().edit('Rename', (design) => ({ ...design, name }));
      await world.library.getState().flush();
    }
    expect(world.library.getState().medium).toBe('memory');
    expect(world.view.getState().messages.map((message) => message.text)).toEqual([
      'Designs cannot be kept in this browser: your work stays until the page is closed. Save it as JSON, or keep its link.',
    ]);
    expect(world.library.getState().recent.map((each) => each.name)).toEqual(['B']);
  });

  it('says once that the disk is full, and goes on when there is room', async () => {
    const disk = createMemoryStorage();
    let full = true;
    const storage: Storage = {
      ...disk,
      append: (snapshot, base) => (full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : disk.append(snapshot, base)),
    };
    const world = createWorld(Promise.resolve(storage));
    const rename = async (name: string): Promise<void> => {
      world.designs.getState().edit('Rename', (design) => ({ ...design, name }));
      await world.library.getState().flush();
    };
    await rename('A');
    await rename('B');
    expect(world.view.getState().messages.map((message) => message.text)).toEqual([
      nothingKept(new DOMException('', 'QuotaExceededError')),
    ]);
    expect(world.library.getState().medium).toBe('memory');
    full = false;
    await rename('C');
    expect(world.library.getState().medium).toBe('disk');
    expect((await disk.list()).map((each) => each.name)).toEqual(['C']);
  });

  it('forgets a kept design; the open one is kept again at its next edit', async () => {
    const storage = createMemoryStorage();
    const world = createWorld(Promise.resolve(storage));
    world.designs.getState().edit('Rename', (design) => ({ ...design, name: 'A' }));
    await world.library.getState().flush();
    await world.library.getState().forget('id-1');
    expect(world.library.getState().recent).toEqual([]);
    world.designs.getState().edit('Rename', (design) => ({ ...design, name: 'B' }));
    await world.library.getState().flush();
    expect(world.library.getState().recent).toMatchObject([{ id: 'id-1', name: 'B' }]);
    expect(world.view.getState().messages).toEqual([]);
  });

  it('keeps files by their hash', async () => {
    const world = createWorld();
    await world.library.getState().keepBlob({ hash: 'h', bytes: new Uint8Array([1, 2]) });
    expect(await world.library.getState().blob('h')).toEqual(new Uint8Array([1, 2]));
    expect(await world.library.getState().blob('other')).toBeUndefined();
  });
});
