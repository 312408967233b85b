/** Pictures in class folders, brought to one size. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import { assemble } from '../assemble.ts';
import type { Dataset } from '../dataset.ts';
import { extensionOf, type DataFile } from '../files/data-file.ts';
import { classFolders, type LabelledFile } from '../folders/class-folders.ts';
import { decoded, gatherFiles, type OnProgress } from '../gather.ts';
import type { KeyedBytes } from '../store/keyed-bytes.ts';
import { createRowStore } from '../store/row-store.ts';
import { decodeJpeg, isJpeg } from './jpeg/decode-jpeg.ts';
import { toColour, toGrey, type DecodeImage, type Pixels } from './pixels.ts';
import { decodePng, isPng } from './png.ts';
import { resized } from './resize.ts';

export const IMAGE_TYPES: ReadonlySet<string> = new Set(['png', 'jpg', 'jpeg', 'webp', 'bmp', 'gif']);

export interface ImageOptions extends Pick<OpenOptions, 'seed' | 'shares' | 'oneClass' | 'width' | 'height' | 'channels'> {
  /** The browser's, for what is neither PNG nor JPEG. */
  readonly decode?: DecodeImage | undefined;
  readonly storage?: KeyedBytes | undefined;
  readonly onProgress?: OnProgress | undefined;
}

const MOST_USUAL_SIDE = 96;
const WITHOUT_BROWSER: DecodeImage = async (_, type) =>
  fail(`it is a .${type}; the command line reads .png and .jpg, convert it or open it on the page`);

export async function openImages(name: string, files: readonly DataFile[], options: ImageOptions = {}): Promise<Result<Dataset>> {
  const labelled = classFolders(files.filter(({ path }) => IMAGE_TYPES.has(extensionOf(path))));
  if (labelled.length === 0) return fail(`${name}: there is no picture in a folder named for its class`);
  const { decode = WITHOUT_BROWSER } = options;
  const read = async (bytes: Uint8Array, file: DataFile): Promise<Result<Pixels>> => {
    const type = extensionOf(file.path);
    if (isPng(bytes) || type === 'png') return decodePng(bytes);
    return isJpeg(bytes) || type === 'jpg' || type === 'jpeg' ? decodeJpeg(bytes) : decode(bytes, type);
  };
  const first = await firstPixels(labelled, read);
  const {
    width = Math.min(first.width, MOST_USUAL_SIDE),
    height = Math.min(first.height, MOST_USUAL_SIDE),
    channels = first.channels,
  } = options;
  const shape = [height, width, channels];
  const writer = createRowStore({ type: 'uint8', shape, unit: 1 / 255, storage: options.storage, key: `images/${name}` });
  const gathered = await gatherFiles(
    labelled,
    writer,
    async (bytes, file) => {
      const pixels = await read(bytes, file);
      return pixels.ok ? ok(resized(channels === 1 ? toGrey(pixels.value) : toColour(pixels.value), width, height).data) : pixels;
    },
    options.onProgress,
  );
  if (!gathered.ok) return fail(`${name}: ${gathered.error.message}`);
  const { used, skipped } = gathered.value;
  const facts = {
    classNames: used.map(({ className }) => className),
    names: used.map(({ file }) => file.path),
    ...(used.every(({ group }) => group !== undefined) && { groups: used.map(({ group }) => group!) }),
    given: used.map(({ split }) => split),
  };
  return assemble({ name, kind: 'image', shape, store: writer.finish(), ...facts, skipped }, options);
}

type Size = Pick<Pixels, 'width' | 'height' | 'channels'>;

/** Size and channels of the first picture that can be decoded. */
async function firstPixels(
  files: readonly LabelledFile[],
  read: (bytes: Uint8Array, file: DataFile) => Promise<Result<Pixels>>,
): Promise<Size> {
  for (const { file } of files) {
    const pixels = await decoded(file, read);
    if (pixels.ok) return pixels.value;
  }
  return { width: MOST_USUAL_SIDE, height: MOST_USUAL_SIDE, channels: 3 };
}
