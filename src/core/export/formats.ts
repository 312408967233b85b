/** The files a design can leave as, beyond its own JSON and pictures. */

export type ExportFormat = 'tflite' | 'bundle' | 'c' | 'onnx' | 'keras';

export interface FormatWords {
  readonly label: string;
  /** With its dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** What is in the file, for the user to choose by. */
  readonly contains: string;
}

export const EXPORT_FORMATS: Readonly<Record<ExportFormat, FormatWords>> = {
  tflite: {
    label: 'TensorFlow Lite',
    extension: '.tflite',
    mediaType: 'application/octet-stream',
    contains: 'The network as the chip runs it, weights included: for TensorFlow Lite Micro and every other TensorFlow Lite runtime.',
  },
  bundle: {
    label: 'Firmware bundle',
    extension: '.zip',
    mediaType: 'application/zip',
    contains:
      'The .tflite as an aligned C array, the arena size, exactly the operators it needs, scales and zero points, and a program with golden vectors that checks on the chip that it computes the same.',
  },
  c: {
    label: 'C array',
    extension: '.h',
    mediaType: 'text/x-c',
    contains: 'The bytes of the .tflite as an array aligned to 16, to be compiled in.',
  },
  onnx: {
    label: 'ONNX',
    extension: '.onnx',
    mediaType: 'application/octet-stream',
    contains: 'The network with its weights for ONNX Runtime and other tools: float32, or the integers of an opened file as QDQ.',
  },
  keras: {
    label: 'Keras source',
    extension: '.py.zip',
    mediaType: 'application/zip',
    contains:
      'Python that builds the network in Keras 3, in real numbers, to be read, changed and trained on; its weights as .npz where it has any.',
  },
};
