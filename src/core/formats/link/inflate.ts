import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { fail, ok, type Result } from '../../base/result.ts';

/** Deflate expands at most 1032-fold: with small pieces the cap is noticed before much memory is taken. */
const PIECE_BYTES = 512;

/** Raw deflate of the text's UTF-8. */
export function deflateText(text: string): Uint8Array {
  return deflateSync(strToU8(text), { level: 9 });
}

/** The text, or a message when the data is damaged or larger than `maxBytes` once inflated. */
export function inflateText(data: Uint8Array, maxBytes: number): Result<string> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let finished = false;
  const inflate = new Inflate((piece, last) => {
    pieces.push(piece);
    total += piece.length;
    finished = last;
  });
  try {
    for (let at = 0; at < data.length; at += PIECE_BYTES) {
      if (total > maxBytes) break;
      inflate.push(data.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= data.length);
    }
  } catch (error) {
    return fail(`the compressed data is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
  if (total > maxBytes) return fail(`it holds more than ${maxBytes} bytes`);
  return finished ? ok(strFromU8(joined(pieces, total))) : fail('the compressed data ends too early');
}

function joined(pieces: readonly Uint8Array[], total: number): Uint8Array {
  const all = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
