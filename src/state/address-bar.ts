/** The address follows the design, so that copying it shares the design. A link put into the address opens as a new design. */
import type { Design } from '../core/document/design.ts';
import { newDesign } from '../core/document/new-design.ts';
import { encodeLink, linkPayload, MAX_LINK_CHARACTERS } from '../core/formats/link/link.ts';
import type { DesignStore } from './design-store.ts';

/** The page's address, as a port. */
export interface Address {
  /** "#d=...", or "". */
  readonly fragment: () => string;
  /** Changes it without a step in the history; may throw when called too often (Safari). */
  readonly replace: (fragment: string) => void;
  /** The user changed the fragment. */
  readonly onChange: (listener: () => void) => void;
}

const WRITE_AFTER_MS = 300;
/** Safari allows 100 changes in 30 s. */
const RETRY_AFTER_MS = 5000;

/** Follows the design from now on. `openLink` is given what stands behind `#d=` when the user changes it. */
export function createAddressBar(designs: DesignStore, address: Address, openLink: (payload: string) => void): void {
  let written = linkPayload(address.fragment()) ?? '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    const payload = payloadOf(designs.getState().design);
    if (payload === written) return;
    try {
      address.replace(payload === '' ? '' : `#d=${payload}`);
      written = payload;
    } catch {
      schedule(RETRY_AFTER_MS);
    }
  };
  const schedule = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(write, delay);
  };
  designs.subscribe((state, before) => {
    if (state.design !== before.design) schedule(WRITE_AFTER_MS);
  });
  address.onChange(() => {
    const payload = linkPayload(address.fragment());
    if (payload === written) return;
    written = payload ?? '';
    if (payload !== undefined) openLink(payload);
    schedule(WRITE_AFTER_MS);
  });
}

/** What stands behind `#d=`; nothing for an untouched empty design, and for one too large for a link. */
export function payloadOf(design: Design): string {
  const payload = encodeLink(design);
  return payload === encodeLink(newDesign()) || payload.length > MAX_LINK_CHARACTERS ? '' : payload;
}

export function browserAddress(): Address {
  return {
    fragment: () => location.hash,
    replace: (fragment) => history.replaceState(history.state, '', `${location.pathname}${location.search}${fragment}`),
    onChange: (listener) => addEventListener('hashchange', listener),
  };
}

/** `&embed=1` in the fragment: a read-only view without storage and workers, for an iframe. */
export function isEmbed(fragment: string): boolean {
  return /[#&]embed=1(&|$)/.test(fragment);
}
