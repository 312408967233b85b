import type { Result } from '../../core/base/result.ts';
import type { DataRequest } from '../../core/dataset/request.ts';
import type { Dataset } from '../dataset.ts';
import { blobFile } from '../files/data-file.ts';
import type { OnProgress } from '../gather.ts';
import { decodeInBrowser } from '../images/browser-image.ts';
import { fetchChunksFrom } from '../mnist/fetch-chunks.ts';
import { createFeatureCache, createPieceStorage } from '../store/idb-bytes.ts';
import { openDataset } from './open-dataset.ts';

/** Opens what the page asks for, in a worker: with its decoders, its storage, and our own origin. */
export function openRequested({ source, options, base }: DataRequest, onProgress: OnProgress): Promise<Result<Dataset>> {
  const io = {
    fetchMnistChunk: fetchChunksFrom(base),
    decodeImage: decodeInBrowser,
    storage: createPieceStorage(),
    cache: createFeatureCache(),
    onProgress,
  };
  if (source.kind === 'built-in') return openDataset(source, io, options);
  const files = source.files.map(({ path, blob }) => blobFile(path, blob));
  return openDataset({ kind: 'files', name: source.name, files }, io, options);
}
