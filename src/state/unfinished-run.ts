/** A training run that the page was closed on: what it was asked, and how far it came. One for each document. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { parseDesign } from '../core/document/parse-design.ts';
import { parseRecipe } from '../core/training/recipe.ts';
import { parseSnapshot, type Snapshot } from '../core/training/snapshot.ts';
import { TRAIN_DEVICES, type TrainQuestion } from '../jobs/train-job.ts';

export interface UnfinishedRun {
  /** The open document when it was started. */
  readonly document: string;
  /** What the data is called. */
  readonly data: string;
  readonly question: TrainQuestion;
  /** Undefined where it had not come that far. */
  readonly snapshot: Snapshot | undefined;
}

/** Every method may reject. */
export interface UnfinishedRuns {
  readonly begin: (run: UnfinishedRun) => Promise<void>;
  /** Of a run that was begun. */
  readonly note: (document: string, snapshot: Snapshot) => Promise<void>;
  /** Undefined where there is none, or where a page is still at it. */
  readonly of: (document: string) => Promise<UnfinishedRun | undefined>;
  readonly end: (document: string) => Promise<void>;
}

interface Schema extends DBSchema {
  runs: { key: string; value: unknown };
  snapshots: { key: string; value: Snapshot };
}

/** In a database of its own, opened when it is first needed. */
export function createIdbUnfinishedRuns(): UnfinishedRuns {
  let database: Promise<IDBPDatabase<Schema>> | undefined;
  const opened = (): Promise<IDBPDatabase<Schema>> => {
    database ??= openDB<Schema>('tinyscape-unfinished', 1, {
      upgrade: (db) => {
        db.createObjectStore('runs');
        db.createObjectStore('snapshots');
      },
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
      terminated: () => (database = undefined),
    });
    return database;
  };
  const forget = async (document: string): Promise<void> => {
    const transaction = (await opened()).transaction(['runs', 'snapshots'], 'readwrite');
    await Promise.all([
      transaction.objectStore('runs').delete(document),
      transaction.objectStore('snapshots').delete(document),
      transaction.done,
    ]);
  };
  let release = (): void => {};
  return {
    begin: async ({ document, snapshot, ...run }) => {
      release();
      release = held(document);
      await forget(document);
      await (await opened()).put('runs', run, document);
      if (snapshot !== undefined) await (await opened()).put('snapshots', snapshot, document);
    },
    note: async (document, snapshot) => void (await (await opened()).put('snapshots', snapshot, document)),
    of: async (document) => {
      if (await isHeld(document)) return undefined;
      const db = await opened();
      return parseUnfinished(document, await db.get('runs', document), await db.get('snapshots', document));
    },
    end: (document) => {
      release();
      return forget(document);
    },
  };
}

const lockName = (document: string): string => `tinyscape-training ${document}`;
const locks = (): LockManager | undefined => (navigator as Partial<Navigator>).locks;

/** Says to other pages that this one is at it, until the function that is returned is called or the page is closed. */
function held(document: string): () => void {
  let release = (): void => {};
  const over = new Promise<void>((resolve) => (release = resolve));
  locks()
    ?.request(lockName(document), () => over)
    .catch(() => {});
  return release;
}

async function isHeld(document: string): Promise<boolean> {
  return ((await locks()?.query())?.held ?? []).some(({ name }) => name === lockName(document));
}

const WEIGHTS = v.object({ nodes: v.instance(Map), activations: v.instance(Map) });
const QUESTION = v.looseObject({
  design: v.looseObject({}),
  weights: v.optional(WEIGHTS),
  teacher: v.optional(v.object({ graph: v.unknown(), weights: WEIGHTS })),
  data: v.looseObject({ source: v.looseObject({ kind: v.picklist(['built-in', 'files']) }), base: v.string() }),
  recipe: v.unknown(),
  device: v.picklist(TRAIN_DEVICES),
});
const RUN = v.object({ data: v.string(), question: QUESTION });

/** Undefined for what is none, or what a later version wrote. */
export function parseUnfinished(document: string, value: unknown, snapshot: unknown): UnfinishedRun | undefined {
  const parsed = v.safeParse(RUN, value);
  if (!parsed.success) return undefined;
  const { data, question } = parsed.output;
  const [design, recipe] = [parseDesign(question.design), parseRecipe(question.recipe)];
  if (!design.ok || !recipe.ok) return undefined;
  const { teacher } = question;
  const taught = teacher && parseDesign({ ...question.design, graph: teacher.graph });
  if (taught?.ok === false) return undefined;
  const own = {
    ...question,
    design: design.value,
    recipe: recipe.value,
    teacher: teacher && { ...teacher, graph: taught?.value.graph },
  } as unknown as TrainQuestion;
  return { document, data, question: own, snapshot: parseSnapshot(snapshot) };
}
