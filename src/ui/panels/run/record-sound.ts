/** Sound from the microphone, and recordings as samples. */

/** Asks for the microphone and records; rejects when it is not allowed or there is none. Seconds. */
export async function recordSound(seconds: number): Promise<ArrayBuffer> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  try {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start();
    setTimeout(() => recorder.stop(), seconds * 1000);
    await stopped;
    return await new Blob(parts).arrayBuffer();
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** A recording of any kind the browser knows, the mean of its channels, at this rate (Hz). */
export async function readSound(bytes: ArrayBuffer, sampleRate: number): Promise<Float32Array> {
  const decoded = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(bytes);
  const mono = new Float32Array(decoded.length);
  for (let channel = 0; channel < decoded.numberOfChannels; channel++)
    decoded.getChannelData(channel).forEach((value, i) => (mono[i]! += value / decoded.numberOfChannels));
  return mono;
}
