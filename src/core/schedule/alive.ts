import type { BufferTable } from './greedy.ts';

/** Writes to `into` the bytes alive at each time from 0 to `times`, both included; it has room for one more. */
export function sumAlive(table: BufferTable, times: number, into: Float64Array): void {
  into.fill(0, 0, times + 2);
  for (let id = 0; id < table.count; id++) {
    into[Math.max(0, table.first[id]!)]! += table.bytes[id]!;
    into[Math.max(0, table.last[id]!) + 1]! -= table.bytes[id]!;
  }
  for (let time = 1; time <= times; time++) into[time]! += into[time - 1]!;
}
