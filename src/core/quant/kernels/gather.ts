/** GATHER and EMBEDDING_LOOKUP: rows picked by integer indices, which may be computed. */
import { elementCount, shapeText } from '../../graph/tensor.ts';
import type { Elements } from '../elements.ts';
import { bytesOf } from '../elements.ts';
import type { Kernel, Prepare, Value } from './kernel.ts';
import { input, output, refuse } from './kernel.ts';
import { expectSameType, label } from './quantization.ts';
import { realWeights } from './weighted.ts';

interface Picks {
  /** Blocks picked from independently: batch dimensions, and dimensions before the axis. */
  readonly batches: number;
  readonly outer: number;
  /** Rows to pick from, and bytes of one. */
  readonly rows: number;
  readonly rowBytes: number;
}

function pickKernel(source: Elements, indices: Value, target: Elements, { batches, outer, rows, rowBytes }: Picks): Kernel {
  const [from, to] = [bytesOf(source), bytesOf(target)];
  const picked = indices.elements;
  const count = picked.length / batches;
  return () => {
    let at = 0;
    for (let block = 0; block < batches * outer; block++) {
      const first = Math.floor(block / outer) * count;
      for (let i = 0; i < count; i++) {
        const row = Number(picked[first + i]);
        if (row < 0 || row >= rows) refuse(`picks row ${row} of ${rows} as ${label(indices)} says`);
        const start = (block * rows + row) * rowBytes;
        to.set(from.subarray(start, start + rowBytes), at);
        at += rowBytes;
      }
    }
  };
}

export const gather: Prepare<'GATHER'> = (site) => {
  const [from, indices, to] = [input(site, 0), input(site, 1), output(site)];
  const { shape } = from.tensor;
  expectSameType(from, to);
  const batchDims = site.options.batchDims < 0 ? site.options.batchDims + indices.tensor.shape.length : site.options.batchDims;
  const axis = site.options.axis < 0 ? site.options.axis + shape.length : site.options.axis;
  const rows = shape[axis] ?? refuse(`picks along dimension ${axis} of ${shapeText(shape)}`);
  if (batchDims > axis) refuse(`has ${batchDims} batch dimensions and picks along dimension ${axis}`);
  const batches = elementCount(shape.slice(0, batchDims));
  const outer = elementCount(shape.slice(batchDims, axis));
  const inner = elementCount(shape.slice(axis + 1));
  expectIndices(indices);
  if (to.elements.length !== outer * indices.elements.length * inner || indices.elements.length % batches !== 0)
    refuse(`picks ${shapeText(indices.tensor.shape)} from ${shapeText(shape)} for an output of ${shapeText(to.tensor.shape)}`);
  const rowBytes = inner * from.elements.BYTES_PER_ELEMENT;
  return pickKernel(from.elements, indices, to.elements, { batches, outer, rows, rowBytes });
};

/** Inputs are the indices and the table; an int8 table behind a float output is read as the reals it stands for. */
export const embeddingLookup: Prepare<'EMBEDDING_LOOKUP'> = (site) => {
  const [indices, table, to] = [input(site, 0), input(site, 1), output(site)];
  const [rows = 0, ...row] = table.tensor.shape;
  const isHybrid = to.tensor.type === 'float32' && table.tensor.type !== 'float32';
  if (!isHybrid) expectSameType(table, to);
  expectIndices(indices);
  if (to.elements.length !== indices.elements.length * elementCount(row))
    refuse(`looks up ${indices.elements.length} rows of ${shapeText(row)} for an output of ${shapeText(to.tensor.shape)}`);
  const rowBytes = elementCount(row) * to.elements.BYTES_PER_ELEMENT;
  const source = isHybrid ? realWeights(table, 0) : table.elements;
  return pickKernel(source, indices, to.elements, { batches: 1, outer: 1, rows, rowBytes });
};

function expectIndices(indices: Value): void {
  const { type } = indices.tensor;
  if (type !== 'int32' && type !== 'int64' && type !== 'int16') refuse(`picks by ${label(indices)} of type ${type}`);
}
