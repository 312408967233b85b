import { textOf, type Values } from '../command.ts';

const MOST_THREADS = 16;

/** How many threads `--threads` asks for, 1 where it is left out; a message when it makes no sense. */
export function threadsOf(values: Values): number | string {
  const threads = Number(textOf(values, 'threads') ?? 1);
  const isUsable = Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS;
  return isUsable ? threads : `--threads must be a whole number from 1 to ${MOST_THREADS}`;
}
