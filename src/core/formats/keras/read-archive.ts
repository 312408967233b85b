/** A .keras file: a zip of config.json, metadata.json and model.weights.h5. */
import { unzipSync } from 'fflate';
import { KerasProblem, MAX_CONFIG_BYTES, MAX_WEIGHT_BYTES } from './keras-model.ts';

const WEIGHTS = 'model.weights.h5';
const LIMITS: ReadonlyMap<string, number> = new Map([
  ['config.json', MAX_CONFIG_BYTES],
  ['metadata.json', MAX_CONFIG_BYTES],
  [WEIGHTS, MAX_WEIGHT_BYTES],
]);

export interface KerasArchive {
  readonly config: string;
  /** "3.3.3"; empty when the file does not say. */
  readonly version: string;
  readonly weights: Uint8Array | undefined;
}

/** What a file may unpack to is checked before it is unpacked, and nothing unpacks to more than it says. */
export function readArchive(bytes: Uint8Array): KerasArchive {
  const files = unpacked(bytes);
  const config = files['config.json'];
  if (config === undefined) throw new KerasProblem('it is a zip without a config.json, so it is not a Keras model');
  const text = (data: Uint8Array): string => new TextDecoder().decode(data);
  const version = /"keras_version":\s*"([\d.]+)/.exec(files['metadata.json'] === undefined ? '' : text(files['metadata.json']))?.[1] ?? '';
  return { config: text(config), version, weights: files[WEIGHTS] };
}

function unpacked(bytes: Uint8Array): Readonly<Record<string, Uint8Array | undefined>> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const limit = LIMITS.get(name);
        if (limit !== undefined && originalSize > limit)
          throw new KerasProblem(`its ${name} unpacks to ${originalSize} bytes; at most ${limit} are read`);
        return limit !== undefined;
      },
    });
  } catch (error) {
    if (error instanceof KerasProblem) throw error;
    throw new KerasProblem(`its zip is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}
