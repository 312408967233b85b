/**
 * Ids as the steps between them: ids are mostly numbers in text ("7"), one more than the one before. Others are written as they are.
 * All steps 1 are left out altogether.
 */
export function packIds(ids: readonly string[]): unknown[] {
  let last = 0;
  const steps = ids.map((id) => {
    if (!/^(0|[1-9]\d{0,8})$/.test(id)) return id;
    const step = Number(id) - last;
    last = Number(id);
    return step;
  });
  return steps.slice(0, steps.findLastIndex((step) => step !== 1) + 1);
}

/** `count` ids; items that are neither a number nor a text are handed on for the schema to refuse. */
export function unpackIds(items: readonly unknown[], count: number): unknown[] {
  let last = 0;
  return Array.from({ length: count }, (_, i) => {
    const item = items[i] ?? 1;
    if (typeof item !== 'number') return item;
    last += item;
    return String(last);
  });
}
