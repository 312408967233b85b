import type { BuiltInId } from './built-ins.ts';
import type { OpenOptions } from './open-options.ts';

/** What a worker is asked to open; it can be sent to one and kept with a run. */
export type DataRequestSource =
  | { readonly kind: 'built-in'; readonly id: BuiltInId }
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly RequestedFile[] };

/** A file dropped or picked. */
export interface RequestedFile {
  /** Within the folder that was dropped. */
  readonly path: string;
  readonly blob: Blob;
}

export interface DataRequest {
  readonly source: DataRequestSource;
  readonly options: OpenOptions;
  /** Address of the page, below which the built-in data lies. */
  readonly base: string;
}
