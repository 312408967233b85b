export interface SoundWindows {
  /** The windows that are full with these samples, in order; what is left over begins the next. */
  readonly push: (block: Float32Array) => readonly Float32Array[];
  /** Forgets a window begun. */
  readonly reset: () => void;
}

/** Cuts a stream that comes in blocks of any length into windows of `length` samples, one behind the other. */
export function createSoundWindows(length: number): SoundWindows {
  let begun = new Float32Array(length);
  let filled = 0;
  const fill = (block: Float32Array): Float32Array | undefined => {
    begun.set(block, filled);
    filled += block.length;
    if (filled < length) return undefined;
    const full = begun;
    begun = new Float32Array(length);
    filled = 0;
    return full;
  };
  return {
    push: (block) => {
      const windows: Float32Array[] = [];
      for (let at = 0; at < block.length;) {
        const part = block.subarray(at, at + length - filled);
        at += part.length;
        const full = fill(part);
        if (full !== undefined) windows.push(full);
      }
      return windows;
    },
    reset: () => {
      filled = 0;
    },
  };
}
