/** Pieces of C that several of the bundle's files are made of. */

const PER_LINE = 16;

/** Bytes as the inside of an initialiser, sixteen a line. */
export function byteLines(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) lines.push(`    ${[...bytes.subarray(at, at + PER_LINE)].join(', ')},\n`);
  return lines.join('');
}

/** A float literal that reads back as the same float32. */
export function floatLiteral(value: number): string {
  const text = Math.fround(value).toPrecision(9);
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}

/** A text inside a one-line comment. */
export function commentText(text: string): string {
  return text.replaceAll(/[\\\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}
