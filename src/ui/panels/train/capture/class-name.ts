/** A name that can be a folder's on any system and in a zip; undefined where nothing is left of it. */
export function folderName(name: string): string | undefined {
  const plain = name
    // oxlint-disable-next-line no-control-regex -- control characters are what it takes out
    .replaceAll(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s.]+|[\s.]+$/g, '');
  return plain === '' ? undefined : plain;
}

/** The name itself, or with the first number behind it that makes it unlike those taken; capitals make no difference. */
export function freeName(name: string, taken: readonly string[]): string {
  const known = new Set(taken.map((each) => each.toLowerCase()));
  if (!known.has(name.toLowerCase())) return name;
  for (let n = 2; ; n++) if (!known.has(`${name} ${n}`.toLowerCase())) return `${name} ${n}`;
}
