/**
 * What the open design has learned: read from the blob it names, and whether it still fits the network as edited. A design without
 * weights runs and is exported with random ones, which is said.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Learned } from '../core/deploy/deploy.ts';
import type { Design, WeightsSource } from '../core/document/design.ts';
import type { Graph } from '../core/graph/graph.ts';
import type { WeightPlace, Weights } from '../core/document/weights.ts';
import type { DesignStore } from './design-store.ts';
import type { LibraryState } from './library-store.ts';

export interface WeightsState {
  /** `none`: random ones stand in. `lost`: the design names weights that are not kept in this browser, or cannot be read. */
  readonly status: 'none' | 'reading' | 'ready' | 'lost';
  /** When ready: the weights by node, and the file of an opened .tflite. */
  readonly learned: Learned | undefined;
  readonly source: WeightsSource | undefined;
  /** Weights that the network as edited needs and that are missing or of another shape, in running order. */
  readonly unfit: readonly WeightPlace[];
  /** Why they are lost. */
  readonly reason: string | undefined;
  /**
   * Gives the open design these weights, and the network that they are of where it is another: one undo entry, kept beside it in storage.
   * Nothing when another design was opened meanwhile. Says so where it fails, as where a part of the page cannot be loaded; so does `fillUnfit`.
   */
  readonly setWeights: (weights: Weights, source: WeightsSource, network?: Graph) => Promise<void>;
  /** Puts random weights where none fit. */
  readonly fillUnfit: () => Promise<void>;
  /** Takes the weights from the design; undo brings them back. */
  readonly removeWeights: () => void;
}

export type WeightsStore = StoreApi<WeightsState>;

/** Edits that follow each other this quickly are compared with the weights once, ms. */
const COMPARE_AFTER_MS = 100;
/** Weights read or set in this visit that are kept ready, so that undo is immediate. */
const READY = 8;
const NOT_HERE = 'They are not kept in this browser: open the file again.';

type Kept = Pick<LibraryState, 'blob' | 'keepBlob'>;

/** The blob that holds what a design has learned. */
export function weightsHash({ weights, origin }: Design): string | undefined {
  return weights ?? origin?.blob;
}

export function createWeightsStore(designs: DesignStore, kept: () => Kept, say: (problem: string) => void): WeightsStore {
  const ready = new Map<string, Learned>();
  const remember = (hash: string, learned: Learned): void => {
    ready.delete(hash);
    ready.set(hash, learned);
    for (const oldest of [...ready.keys()].slice(0, -READY)) ready.delete(oldest);
  };
  const isOpen = (hash: string): boolean => weightsHash(designs.getState().design) === hash;

  const store = createStore<WeightsState>()((_, get) => ({
    status: 'none',
    learned: undefined,
    source: undefined,
    unfit: [],
    reason: undefined,
    setWeights: (weights, source, network) =>
      orSay(say, async () => {
        const { id } = designs.getState();
        const { encodeWeights, sha256 } = await import('./read-learned.ts');
        const bytes = encodeWeights(weights);
        const hash = sha256(bytes);
        remember(hash, { weights });
        await kept().keepBlob({ hash, bytes });
        if (designs.getState().id !== id) return;
        designs.getState().edit(SET_LABELS[source.kind], (design) => ({
          ...(network === undefined ? design : withNetwork(design, network)),
          weights: hash,
          weightsSource: source,
        }));
      }),
    fillUnfit: () =>
      orSay(say, async () => {
        const { learned, source, setWeights } = get();
        const { id } = designs.getState();
        if (learned?.weights === undefined || source === undefined) return;
        const { filledWeights } = await import('./read-learned.ts');
        if (designs.getState().id !== id) return;
        await setWeights(filledWeights(designs.getState().design, learned.weights, 1), { ...source, partlyRandom: true });
      }),
    removeWeights: () => designs.getState().edit('Remove the weights', withoutWeights),
  }));

  const compare = async (): Promise<void> => {
    const { design } = designs.getState();
    const { learned } = store.getState();
    if (learned === undefined) return;
    const { unfitPlaces } = await import('./read-learned.ts');
    if (designs.getState().design === design && store.getState().learned === learned)
      store.setState({ unfit: unfitPlaces(design, learned) });
  };
  const show = async (hash: string, learned: Learned, source: WeightsSource): Promise<void> => {
    remember(hash, learned);
    store.setState({ status: 'ready', learned, source, reason: undefined });
    await compare();
  };
  const read = async (): Promise<void> => {
    const { design } = designs.getState();
    const hash = weightsHash(design);
    if (hash === undefined) return store.setState({ status: 'none', learned: undefined, source: undefined, unfit: [], reason: undefined });
    const source = sourceOf(design);
    const known = ready.get(hash);
    if (known !== undefined) return show(hash, known, source);
    store.setState({ status: 'reading', learned: undefined, source, unfit: [], reason: undefined });
    const bytes = await kept().blob(hash);
    const { readLearned } = await import('./read-learned.ts');
    const learned = bytes === undefined ? undefined : readLearned(bytes, source.name);
    if (!isOpen(hash)) return undefined;
    if (learned?.ok === true) return show(hash, learned.value, source);
    return store.setState({ status: 'lost', reason: learned === undefined ? NOT_HERE : learned.error.message });
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  designs.subscribe(({ design }, { design: before }) => {
    if (weightsHash(design) !== weightsHash(before) || design.weightsSource !== before.weightsSource) void read();
    else if (design.graph !== before.graph || design.origin !== before.origin) {
      clearTimeout(timer);
      timer = setTimeout(() => void compare(), COMPARE_AFTER_MS);
    }
  });
  void read();
  return store;
}

const SET_LABELS: Readonly<Record<WeightsSource['kind'], string>> = { file: 'Set the weights', training: 'Use the trained weights' };

async function orSay(say: (problem: string) => void, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say(`The weights could not be set, and the design is as it was: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Another network in the design's place, which is then no opened file any more. */
function withNetwork({ origin: _, ...design }: Design, graph: Graph): Design {
  return { ...design, graph, quantize: design.quantize.scheme === 'file' ? { scheme: 'int8', io: 'int8' } : design.quantize };
}

function withoutWeights({ weights: _, weightsSource: __, origin: ___, ...design }: Design): Design {
  return design;
}

function sourceOf({ weightsSource, origin, name }: Design): WeightsSource {
  return weightsSource ?? { kind: 'file', name: origin?.fileName ?? name };
}
