import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newDesign } from '../core/document/new-design.ts';
import { encodeLink } from '../core/formats/link/link.ts';
import { createAddressBar, isEmbed, type Address } from './address-bar.ts';
import { createDesignStore, type DesignStore } from './design-store.ts';

/** An address that refuses to be changed while `blocked`. */
function createAddress(): Address & {
  state: { fragment: string; blocked: boolean; writes: number };
  userTypes: (fragment: string) => void;
} {
  const state = { fragment: '', blocked: false, writes: 0 };
  let changed = (): void => {};
  return {
    state,
    fragment: () => state.fragment,
    replace: (fragment) => {
      if (state.blocked) throw new DOMException('too often', 'SecurityError');
      state.fragment = fragment;
      state.writes++;
    },
    onChange: (listener) => (changed = listener),
    userTypes: (fragment) => {
      state.fragment = fragment;
      changed();
    },
  };
}

function rename(store: DesignStore, name: string): void {
  store.getState().edit('Rename', (design) => ({ ...design, name }));
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the address bar', () => {
  it('follows the design 300 ms after the last change', () => {
    const store = createDesignStore();
    const address = createAddress();
    createAddressBar(store, address, () => {});
    rename(store, 'A');
    vi.advanceTimersByTime(200);
    rename(store, 'B');
    vi.advanceTimersByTime(299);
    expect(address.state.fragment).toBe('');
    vi.advanceTimersByTime(1);
    expect(address.state.fragment).toBe(`#d=${encodeLink(newDesign('B'))}`);
    expect(address.state.writes).toBe(1);
  });

  it('is empty again when the design is the empty one', () => {
    const store = createDesignStore();
    const address = createAddress();
    createAddressBar(store, address, () => {});
    rename(store, 'A');
    vi.advanceTimersByTime(300);
    store.getState().undo();
    vi.advanceTimersByTime(300);
    expect(address.state.fragment).toBe('');
  });

  it('tries again later when the browser refuses', () => {
    const store = createDesignStore();
    const address = createAddress();
    createAddressBar(store, address, () => {});
    address.state.blocked = true;
    rename(store, 'A');
    vi.advanceTimersByTime(300);
    expect(address.state.fragment).toBe('');
    address.state.blocked = false;
    vi.advanceTimersByTime(5000);
    expect(address.state.fragment).toBe(`#d=${encodeLink(newDesign('A'))}`);
  });

  it('opens a link that the user puts there, once, and not its own', () => {
    const store = createDesignStore();
    const address = createAddress();
    const opened: string[] = [];
    createAddressBar(store, address, (payload) => opened.push(payload));
    rename(store, 'A');
    vi.advanceTimersByTime(300);
    address.userTypes(address.state.fragment);
    address.userTypes('#d=1.other&x=1');
    address.userTypes('#d=1.other');
    address.userTypes('');
    expect(opened).toEqual(['1.other']);
  });

  it('shows the design again when the link put there did not open', () => {
    const store = createDesignStore(newDesign('A'));
    const address = createAddress();
    createAddressBar(store, address, () => {});
    address.userTypes('#d=1.broken');
    vi.advanceTimersByTime(300);
    expect(address.state.fragment).toBe(`#d=${encodeLink(newDesign('A'))}`);
  });
});

describe('an embed', () => {
  it.each([
    ['#d=1.x&embed=1', true],
    ['#embed=1&d=1.x', true],
    ['#d=1.x&embed=10', false],
    ['#d=1.x', false],
    ['', false],
  ])('%s: %s', (fragment, expected) => {
    expect(isEmbed(fragment)).toBe(expected);
  });
});
