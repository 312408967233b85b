import type { NewSample } from './capture-store.ts';

/** One press of a record button. */
export interface Take {
  readonly onSample: (sample: NewSample) => void;
  /** No more samples come, whoever ended it. */
  readonly onEnd: () => void;
}

/** Makes samples of what a device gives, one take at a time. */
export interface Recorder {
  readonly start: (take: Take) => void;
  /** Ends the take once what is begun is complete. */
  readonly end: () => void;
  /** Ends the take at once, and lets go of what it holds; the stream is the caller's. */
  readonly close: () => void;
}
