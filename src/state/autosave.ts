/** Writes revisions: one a moment after a change, one at a time, older ones never overwritten. */
import type { Design } from '../core/document/design.ts';
import { parseDesign } from '../core/document/parse-design.ts';
import type { Revision, Snapshot, Storage } from './storage.ts';

export type SaveStatus = 'saved' | 'pending' | 'saving';

/** A design under its id in storage. */
export interface Kept {
  readonly id: string;
  readonly design: Design;
}

export interface AutosaveParts {
  readonly storage: Storage;
  readonly now: () => number;
  /** The design as it is when the moment to save has come. */
  readonly open: () => Kept;
  readonly onStatus: (status: SaveStatus) => void;
  readonly onSaved: (id: string) => void;
  /** Someone else saved this design since: the id to save it under instead. */
  readonly onConflict: (id: string) => string;
  readonly say: (text: string) => void;
}

const SAVE_AFTER_MS = 400;
const SAVE_WITHIN_MS = 2000;
export const DAMAGED = 'The last save of this design cannot be read; the one before was opened.';

export class Autosave {
  private readonly parts: AutosaveParts;
  /** Newest revision known of each design. */
  private readonly bases = new Map<string, number>();
  private queue: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private changedAt: number | undefined;

  constructor(parts: AutosaveParts) {
    this.parts = parts;
  }

  /** The open design changed: it is saved when changes pause, or at the latest after `SAVE_WITHIN_MS`. */
  schedule(): void {
    const now = this.parts.now();
    this.changedAt ??= now;
    clearTimeout(this.timer);
    const delay = Math.min(SAVE_AFTER_MS, Math.max(0, this.changedAt + SAVE_WITHIN_MS - now));
    this.timer = setTimeout(() => this.saveNow(), delay);
    this.parts.onStatus('pending');
  }

  saveNow(): void {
    this.forget();
    this.enqueue(this.parts.open());
  }

  /** Another design is about to take the place of this one. */
  leave(kept: Kept): void {
    if (this.timer !== undefined) this.enqueue(kept);
    this.forget();
  }

  /** Resolves when everything is written. */
  async flush(): Promise<void> {
    if (this.timer !== undefined) this.saveNow();
    await this.queue;
  }

  /** Deletes a design, after what is being written. */
  async remove(id: string): Promise<void> {
    await this.flush();
    await this.parts.storage.remove(id);
    this.bases.delete(id);
  }

  /** The newest revision that can be read; what is saved next is added behind the newest. */
  async load(id: string): Promise<Design | undefined> {
    const revisions = await this.parts.storage.revisions(id);
    this.bases.set(id, revisions[0]?.number ?? 0);
    const found = newestReadable(revisions);
    if (found !== undefined && found.age > 0) this.parts.say(DAMAGED);
    return found?.design;
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changedAt = undefined;
  }

  private enqueue({ id, design }: Kept): void {
    const { onStatus, now } = this.parts;
    const snapshot = { id, name: design.name, nodes: design.graph.nodes.length, savedAt: now(), value: design, blobs: blobsOf(design) };
    onStatus('saving');
    this.queue = this.queue.then(() => this.write(snapshot)).then(() => onStatus(this.timer === undefined ? 'saved' : 'pending'));
  }

  private async write(snapshot: Snapshot): Promise<void> {
    const { storage, onSaved, onConflict } = this.parts;
    const appended = await storage.append(snapshot, this.bases.get(snapshot.id) ?? 0);
    if (appended.kind === 'conflict') return this.write({ ...snapshot, id: onConflict(snapshot.id) });
    this.bases.set(snapshot.id, appended.revision);
    return onSaved(snapshot.id);
  }
}

/** The blobs a design cannot do without. */
export function blobsOf({ origin, weights }: Design): readonly string[] {
  return [...new Set([origin?.blob, weights].flatMap((hash) => hash ?? []))];
}

/** The first revision that is a design, and how many newer ones are not. */
export function newestReadable(revisions: readonly Revision[]): { readonly design: Design; readonly age: number } | undefined {
  for (const [age, revision] of revisions.entries()) {
    const parsed = parseDesign(revision.value);
    if (parsed.ok) return { design: parsed.value, age };
  }
  return undefined;
}
