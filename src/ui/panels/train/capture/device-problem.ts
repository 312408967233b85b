import type { SampleKind } from './recorded-class.ts';

export const DEVICE_NAMES = { picture: 'camera', sound: 'microphone' } as const satisfies Record<SampleKind, string>;

/** In words, why a device gives nothing: `name` is that of the error `getUserMedia` rejects with. */
export function deviceProblem(kind: SampleKind, name: string): string {
  const device = DEVICE_NAMES[kind];
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return `The ${device} is not allowed on this page. Allow it in the browser, beside the address, and try again.`;
    case 'NotFoundError':
    case 'OverconstrainedError':
      return `No ${device} was found. Connect one and try again.`;
    case 'NotReadableError':
    case 'AbortError':
      return `The ${device} cannot be read; another program may be using it.`;
    default:
      return `The ${device} cannot be used here (${name}).`;
  }
}

export function deviceLost(kind: SampleKind): string {
  return `The ${DEVICE_NAMES[kind]} is gone. What was recorded is kept; connect it and try again.`;
}

/** Browsers hide devices from pages that are not secure. */
export function deviceHidden(kind: SampleKind): string {
  return `The ${DEVICE_NAMES[kind]} is for pages over https only.`;
}
