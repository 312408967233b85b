/** Runs in the audio thread: hands what a microphone gives on to the page, in blocks, the mean of its channels. */

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Samples a message: 43 ms at 48 kHz. */
const BLOCK = 2048;

export class PcmTap extends AudioWorkletProcessor {
  #block = new Float32Array(BLOCK);
  #filled = 0;

  /** The output is left silent: nobody wants to hear themselves. */
  process([channels = []]: readonly (readonly Float32Array[])[]): boolean {
    const length = channels[0]?.length ?? 0;
    for (let i = 0; i < length; i++) this.#put(channels.reduce((sum, channel) => sum + channel[i]!, 0) / channels.length);
    return true;
  }

  #put(sample: number): void {
    this.#block[this.#filled++] = sample;
    if (this.#filled < BLOCK) return;
    this.port.postMessage(this.#block, [this.#block.buffer]);
    this.#block = new Float32Array(BLOCK);
    this.#filled = 0;
  }
}

registerProcessor('pcm-tap', PcmTap);
