/** Files between the page and the disk. */

/** Everything that opens as a design; .bin holds the weights of a model.json. */
export const MODEL_FILES = '.tflite,.onnx,.keras,.h5,.hdf5,.json,.bin,application/json';

/** True for what opens as a design; of a .bin its neighbours must tell. */
export function isModelFile({ name }: File): boolean {
  return /\.(tflite|onnx|keras|h5|hdf5|json)$/i.test(name);
}

/** Asks for files; an empty list when the user changes their mind. */
export function chooseFile(accept: string, multiple = false): Promise<readonly File[]> {
  return choose({ accept, multiple });
}

/** Asks for a folder: all files in it and below, each with its `webkitRelativePath`. */
export function chooseFolder(): Promise<readonly File[]> {
  return choose({ webkitdirectory: true });
}

function choose(what: Partial<Pick<HTMLInputElement, 'accept' | 'multiple' | 'webkitdirectory'>>): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    Object.assign(input, what);
    input.hidden = true;
    const done = (): void => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener('change', done);
    input.addEventListener('cancel', done);
    // Part of the page while it waits: an element nobody holds may be collected before the user has chosen.
    document.body.append(input);
    input.click();
  });
}

export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A design's name as a file name: "MobileNet v1 0.25" gives "mobilenet-v1-0.25". */
export function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return plain === '' ? 'design' : plain;
}
