/** What a parameter of an operation may be. */

/** How the inspector edits one parameter. Every parameter has a default, so a stored node may leave it out. */
export type ParamField = FieldKind & {
  /** A number of its name: fields of different operations share it when they are named alike. */
  readonly slot: number;
  /** Rarely touched (a file's odd weight type): the inspector keeps it behind "More". */
  readonly advanced?: boolean;
};

type FieldKind =
  | {
      readonly kind: 'int';
      readonly name: string;
      readonly label: string;
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly step?: number;
      readonly help?: string;
    }
  | {
      readonly kind: 'float';
      readonly name: string;
      readonly label: string;
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly help?: string;
    }
  | { readonly kind: 'bool'; readonly name: string; readonly label: string; readonly default: boolean; readonly help?: string }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly default: string;
      readonly choices: readonly { readonly value: string; readonly label: string }[];
      readonly help?: string;
    }
  /** A list of integers: a shape, an axis permutation, paddings row by row. */
  | {
      readonly kind: 'ints';
      readonly name: string;
      readonly label: string;
      readonly default: readonly number[];
      readonly min: number;
      readonly max: number;
      readonly help?: string;
    }
  | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly default: string; readonly help?: string };
