const MAX_CHARACTERS = 300;

/** A message in which a file's own words stand, fit to be shown: one line of printable text, and not too much of it. */
export function clearMessage(message: string): string {
  const printable = message.replaceAll(/\p{Cc}/gu, '?');
  return printable.length <= MAX_CHARACTERS ? printable : `${printable.slice(0, MAX_CHARACTERS)}…`;
}
