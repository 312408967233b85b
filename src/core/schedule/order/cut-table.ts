/**
 * The cuts a search has met: each is a set of executed operators (a bitset), with the best way found to reach it.
 * Open addressing over flat typed arrays; a cut is named by the number in which it was added.
 */
export interface CutTable {
  readonly size: number;
  /** The cut's number, adding it when it is new (`added` then says so). */
  intern(executed: Int32Array): number;
  /** True when the last `intern` added. */
  readonly added: boolean;
  /** Copies a cut's executed operators into `target`. */
  load(cut: number, target: Int32Array): void;
}

export function createCutTable(words: number): CutTable {
  let bits = new Int32Array(words * 64);
  let slots = new Int32Array(256).fill(-1);
  let size = 0;
  let added = false;

  const sameAs = (cut: number, executed: Int32Array): boolean => {
    for (let word = 0; word < words; word++) if (bits[cut * words + word] !== executed[word]) return false;
    return true;
  };
  const slotOf = (executed: Int32Array): number => {
    const mask = slots.length - 1;
    let slot = hash(executed, 0, words) & mask;
    while (slots[slot]! >= 0 && !sameAs(slots[slot]!, executed)) slot = (slot + 1) & mask;
    return slot;
  };
  const rehash = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let cut = 0; cut < size; cut++) {
      let slot = hash(bits, cut * words, words) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = cut;
    }
  };
  const append = (slot: number, executed: Int32Array): number => {
    if ((size + 1) * words > bits.length) bits = grown(bits);
    bits.set(executed, size * words);
    slots[slot] = size++;
    if (size * 2 > slots.length) rehash();
    return size - 1;
  };

  return {
    get size() {
      return size;
    },
    get added() {
      return added;
    },
    intern(executed) {
      const slot = slotOf(executed);
      added = slots[slot]! < 0;
      return added ? append(slot, executed) : slots[slot]!;
    },
    load(cut, target) {
      for (let word = 0; word < words; word++) target[word] = bits[cut * words + word]!;
    },
  };
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Mixes the words of a bitset into 32 bits (the finaliser of MurmurHash3). */
function hash(bits: Int32Array, from: number, words: number): number {
  let mixed = 0x9e3779b9 | 0;
  for (let word = 0; word < words; word++) {
    mixed = Math.imul(mixed ^ bits[from + word]!, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 0;
}
