const PER_LINE = 12;

/** A model as a C header: the bytes in an array aligned to 16, as TFLM reads it, and its length. `name` is a C identifier. */
export function cArray(name: string, bytes: Uint8Array): string {
  const identifier = /^\d/.test(name) ? `_${name}` : name;
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const row = Array.from(bytes.subarray(at, at + PER_LINE), (byte) => `0x${byte.toString(16).padStart(2, '0')}`);
    lines.push(`    ${row.join(', ')},`);
  }
  const guard = `${identifier.toUpperCase()}_H_`;
  return `#ifndef ${guard}
#define ${guard}

alignas(16) const unsigned char ${identifier}[] = {
${lines.join('\n')}
};
const unsigned int ${identifier}_len = ${bytes.length};

#endif  // ${guard}
`;
}
