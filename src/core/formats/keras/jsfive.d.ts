/** The part of jsfive (usnistgov/jsfive, public domain, after pyfive) that is used here; it throws strings as well as errors. */
declare module 'jsfive' {
  export type Attribute = string | number | null | readonly Attribute[];

  export class Group {
    readonly name: string;
    readonly keys: string[];
    readonly attrs: Readonly<Record<string, Attribute>>;
    get(path: string): Group | Dataset | null;
  }

  export class File extends Group {
    constructor(bytes: ArrayBuffer, name: string);
  }

  export class Dataset {
    readonly name: string;
    readonly shape: readonly number[];
    /** `<f4`, or a list for strings and references. */
    readonly dtype: string | readonly unknown[];
    /** All elements in order; a chunk that is not there leaves holes. */
    readonly value: readonly number[];
    readonly _dataobjects: { readonly chunks: readonly number[] | null };
  }

  /** What undoes a compression, by the number of the filter: from the bytes of a chunk to those it holds. */
  export const Filters: Map<number, (bytes: ArrayBuffer, itemBytes: number) => ArrayBuffer>;
}
