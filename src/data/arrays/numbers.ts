/** Numbers as files hold them. */
import { float16 } from '../../core/formats/float16.ts';

export type NumberType = 'uint8' | 'int8' | 'bool' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'int64' | 'float16' | 'float32' | 'float64';

export interface NumberFormat {
  readonly bytes: number;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
}

export const NUMBER_FORMATS: Readonly<Record<NumberType, NumberFormat>> = {
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  int8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  bool: { bytes: 1, read: (view, at) => view.getUint8(at) },
  uint16: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  int16: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  uint32: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  int32: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  int64: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  float16: { bytes: 2, read: (view, at, little) => float16(view.getUint16(at, little)) },
  float32: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  float64: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
};
