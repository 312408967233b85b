/** True for a node that is sound itself but reads, directly or not, from one with a mistake: the mistake is shown there. */
export function isWaiting(problem: string): boolean {
  return /^(In copy \d+: )?Waits for "/.test(problem);
}
