/** The user's recordings: they stay while the page is open, whatever panel shows. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { perWorkspace, useWorkspace } from '../../../app/workspace.ts';
import { folderName, freeName } from './class-name.ts';
import type { PictureSample, RecordedClass, RecordedSample, SampleKind, SoundSample } from './recorded-class.ts';

/** A sample that has just been recorded. */
export type NewSample = Omit<PictureSample, 'id' | 'take' | 'url'> | Omit<SoundSample, 'id' | 'take'>;

export interface CaptureState {
  /** Undefined: what the network's input suggests. */
  readonly kind: SampleKind | undefined;
  readonly classes: readonly RecordedClass[];
  readonly setKind: (kind: SampleKind) => void;
  readonly addClass: (name?: string) => void;
  /** As near to the name as a folder can have, and unlike the others; a name of which nothing is left changes nothing. */
  readonly renameClass: (id: number, name: string) => void;
  readonly removeClass: (id: number) => void;
  /** A number for a recording that begins. */
  readonly newTake: () => number;
  /** Into a class; nothing where it has been removed meanwhile. */
  readonly keep: (id: number, take: number, sample: NewSample) => void;
  readonly drop: (id: number, sample: RecordedSample) => void;
}

export function createCaptureStore(): StoreApi<CaptureState> {
  let lastId = 0;
  const nextId = (): number => ++lastId;
  const named = (name: string): RecordedClass => ({ id: nextId(), name, samples: [] });
  return createStore<CaptureState>()((set, get) => {
    const change = (id: number, with_: (each: RecordedClass) => RecordedClass): void =>
      set({ classes: get().classes.map((each) => (each.id === id ? with_(each) : each)) });
    const find = (id: number): RecordedClass | undefined => get().classes.find((each) => each.id === id);
    const namesBeside = (id?: number): string[] => get().classes.flatMap((each) => (each.id === id ? [] : each.name));
    return {
      kind: undefined,
      classes: [named('class 1'), named('class 2')],
      setKind: (kind) => set({ kind }),
      addClass: (name = `class ${get().classes.length + 1}`) => set({ classes: [...get().classes, named(freeName(name, namesBeside()))] }),
      renameClass: (id, name) => {
        const plain = folderName(name);
        if (plain !== undefined) change(id, (each) => ({ ...each, name: freeName(plain, namesBeside(id)) }));
      },
      removeClass: (id) => {
        find(id)?.samples.forEach(release);
        set({ classes: get().classes.filter((each) => each.id !== id) });
      },
      newTake: nextId,
      keep: (id, take, sample) => {
        if (find(id) !== undefined) change(id, (each) => ({ ...each, samples: [...each.samples, shown(sample, nextId(), take)] }));
      },
      drop: (id, sample) => {
        release(sample);
        change(id, (each) => ({ ...each, samples: each.samples.filter((other) => other.id !== sample.id) }));
      },
    };
  });
}

function shown(sample: NewSample, id: number, take: number): RecordedSample {
  return sample.kind === 'picture' ? { ...sample, id, take, url: URL.createObjectURL(sample.file) } : { ...sample, id, take };
}

function release(sample: RecordedSample): void {
  if (sample.kind === 'picture') URL.revokeObjectURL(sample.url);
}

const captureStoreOf = perWorkspace(createCaptureStore);

export function useCapture(): CaptureState {
  return useStore(captureStoreOf(useWorkspace()));
}
