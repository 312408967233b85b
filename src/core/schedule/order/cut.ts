/** A cut: the set of operators already executed, as a bitset of 32-bit words. */
import type { LocalOp, LocalProblem, LocalTensor } from './local-problem.ts';

export type Cut = Int32Array;

export function has(cut: Cut, op: number): boolean {
  return ((cut[op >> 5]! >>> (op & 31)) & 1) === 1;
}

export function add(cut: Cut, op: number): void {
  cut[op >> 5]! |= 1 << (op & 31);
}

export function remove(cut: Cut, op: number): void {
  cut[op >> 5]! &= ~(1 << (op & 31));
}

function isSubset(small: Cut, large: Cut): boolean {
  for (let word = 0; word < small.length; word++) if ((small[word]! & ~large[word]!) !== 0) return false;
  return true;
}

export function emptyCut(problem: LocalProblem): Cut {
  return new Int32Array(problem.words);
}

/** All operators. */
export function fullCut(problem: LocalProblem): Cut {
  const cut = emptyCut(problem);
  for (let op = 0; op < problem.ops.length; op++) add(cut, op);
  return cut;
}

/** Live bytes while an operator runs, and beyond it in the direction of the step. */
export interface Step {
  readonly during: number;
  readonly beyond: number;
}

/** Runs an operator: adds it to the cut. */
export function stepForward(op: LocalOp, index: number, cut: Cut, liveBytes: number): Step {
  add(cut, index);
  return { during: liveBytes + op.extraBytes - saved(op, cut), beyond: liveBytes + op.netBytes - dying(op, cut) };
}

/** Takes back an operator that ran last: removes it from the cut. */
export function stepBack(op: LocalOp, index: number, cut: Cut, liveBytes: number): Step {
  const beyond = liveBytes - op.netBytes + dying(op, cut);
  const during = beyond + op.extraBytes - saved(op, cut);
  remove(cut, index);
  return { during, beyond };
}

/** True when all readers of the tensor have run. */
export function isDead(tensor: LocalTensor, cut: Cut): boolean {
  return isSubset(tensor.readerBits, cut);
}

/** Bytes of the shared inputs that die with the operator. */
function dying(op: LocalOp, after: Cut): number {
  let bytes = 0;
  for (const tensor of op.shared) if (isDead(tensor, after)) bytes += tensor.bytes;
  return bytes;
}

function saved(op: LocalOp, after: Cut): number {
  for (const tensor of op.takeOver) if (isDead(tensor, after)) return op.savedBytes;
  return 0;
}
