/**
 * Sizes of TFLM's C++ records, from their fields. The compiler decides two things: how wide a pointer is, and whether an enum takes
 * one byte (bare-metal Arm compiles with short enums) or four (every other target).
 * Source: the struct definitions of tensorflow/tflite-micro at 90b983c2. The 32-bit Arm sizes agree with every measured arena, the
 * 64-bit ones with the one measured host; 32-bit targets with long enums are not measured.
 */

/** What a target's ABI fixes: bytes of a pointer (and size_t), bytes of an enum. */
export interface Abi {
  readonly pointerBytes: 4 | 8;
  readonly enumBytes: 1 | 4;
}

/**
 * Fields in order, one letter each: p pointer or size_t, i 32-bit integer or float, h 16-bit, e enum, b bool or byte, d 64-bit;
 * a record within the record stands in parentheses. Spaces are for the reader.
 */
export type Fields = string;

/** Bytes of a record, and the alignment its widest field asks for. */
export interface RecordLayout {
  readonly bytes: number;
  readonly align: number;
}

/** Rounded up to a multiple of `alignment`, a power of two. */
export function alignUp(bytes: number, alignment: number): number {
  return bytes + (-bytes & (alignment - 1));
}

function widthOf(field: string, abi: Abi): number {
  switch (field) {
    case 'p':
      return abi.pointerBytes;
    case 'e':
      return abi.enumBytes;
    case 'd':
      return 8;
    case 'i':
      return 4;
    case 'h':
      return 2;
    default:
      return 1;
  }
}

/** Lays out a C struct: every field at a multiple of its own alignment, the whole rounded up to the widest. */
export function layoutOf(fields: Fields, abi: Abi): RecordLayout {
  const letters = fields.replaceAll(' ', '');
  const outer: { bytes: number; align: number }[] = [];
  let record = { bytes: 0, align: 1 };
  const append = (bytes: number, align: number): void => {
    record = { bytes: alignUp(record.bytes, align) + bytes, align: Math.max(record.align, align) };
  };
  for (const letter of letters) {
    if (letter === '(') {
      outer.push(record);
      record = { bytes: 0, align: 1 };
    } else if (letter === ')') {
      const { bytes, align } = record;
      record = outer.pop() ?? record;
      append(alignUp(bytes, align), align);
    } else append(widthOf(letter, abi), widthOf(letter, abi));
  }
  return { bytes: alignUp(record.bytes, record.align), align: record.align };
}
