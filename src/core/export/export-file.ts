/** A design as the file the user asked for. What is said of each format stands in formats.ts. */
import { ok, type Result } from '../base/result.ts';
import { sha256 } from '../base/sha256.ts';
import { bundleFiles, identifier } from '../bundle/bundle.ts';
import { zipBundle } from '../bundle/zip-bundle.ts';
import { deployKeras } from '../deploy/deploy-keras.ts';
import { deployOnnx } from '../deploy/deploy-onnx.ts';
import { deploy, type DeployOptions, type Learned } from '../deploy/deploy.ts';
import type { Design } from '../document/design.ts';
import { cArray } from '../formats/c/c-array.ts';
import type { ExportFormat } from './formats.ts';

export interface ExportRequest {
  readonly design: Design;
  readonly learned: Learned;
  readonly format: ExportFormat;
  readonly options: DeployOptions;
  /** Address of the page, to which a bundle adds the design's link. */
  readonly page: string;
}

export interface ExportedFile {
  readonly bytes: Uint8Array;
  /** What has to be known before anybody relies on the file, a sentence each. */
  readonly notes: readonly string[];
  /** Names of the files of an archive; empty for a file alone. */
  readonly files: readonly string[];
}

type Exporter = (request: ExportRequest) => Result<ExportedFile>;

const EXPORTERS: Readonly<Record<ExportFormat, Exporter>> = {
  tflite: ({ design, learned, options }) => {
    const deployed = deploy(design, learned, options);
    return deployed.ok ? ok({ bytes: deployed.value.file, notes: deployed.value.notes, files: [] }) : deployed;
  },
  bundle: exportBundle,
  c: (request) => {
    const model = EXPORTERS.tflite(request);
    if (!model.ok) return model;
    return ok({ ...model.value, bytes: new TextEncoder().encode(cArray(identifier(request.design.name), model.value.bytes)) });
  },
  onnx: ({ design, learned }) => {
    const written = deployOnnx(design, learned);
    return written.ok ? ok({ bytes: written.value.bytes, notes: written.value.notes, files: [] }) : written;
  },
  keras: exportKeras,
};

/** Fails with what the design lacks or cannot become. */
export function exportFile(request: ExportRequest): Result<ExportedFile> {
  return EXPORTERS[request.format](request);
}

function exportKeras({ design, learned: { weights } }: ExportRequest): Result<ExportedFile> {
  const name = identifier(design.name);
  const written = deployKeras(design, weights, `${name}.npz`);
  if (!written.ok) return written;
  const { source, weights: arrays } = written.value;
  const files = new Map<string, string | Uint8Array>([[`${name}.py`, source]]);
  if (arrays !== undefined) files.set(`${name}.npz`, arrays);
  return ok({ bytes: zipBundle(name, files), notes: [], files: [...files.keys()] });
}

function exportBundle({ design, learned, options, page }: ExportRequest): Result<ExportedFile> {
  const deployed = deploy(design, learned, options);
  if (!deployed.ok) return deployed;
  const { file: model, notes } = deployed.value;
  const { kernels } = options;
  const files = bundleFiles({ model, design, hash: sha256(model), page, notes, ...(kernels === undefined ? {} : { kernels }) });
  if (!files.ok) return files;
  return ok({ bytes: zipBundle(identifier(design.name), files.value), notes, files: [...files.value.keys()] });
}
