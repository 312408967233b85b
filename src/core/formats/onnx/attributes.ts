/** Attributes of a node that is written. */
import type { OnnxAttribute } from './onnx-model.ts';

const NOTHING = { floats: [], ints: [], texts: [], isOther: false } as const;

export const int = (value: number): OnnxAttribute => ({ ...NOTHING, int: value });
export const ints = (values: readonly number[]): OnnxAttribute => ({ ...NOTHING, ints: values });
export const float = (value: number): OnnxAttribute => ({ ...NOTHING, float: value });
export const text = (value: string): OnnxAttribute => ({ ...NOTHING, text: value });
