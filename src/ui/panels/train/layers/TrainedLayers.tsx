/** How weights and outputs are spread, layer by layer, and whether int8 holds them. */
import './layers.css';
import type { LayerValues } from '../../../../core/training/progress.ts';
import { Table, type Column } from '../../../widgets/Table.tsx';
import { HistogramBars, spanText } from './HistogramBars.tsx';
import { isClipped } from './histogram-drawing.ts';

interface Row extends LayerValues {
  readonly at: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: 'at', header: '#', numeric: true, tip: 'Place in the running order', value: ({ at }) => at },
  { id: 'name', header: 'Layer', value: ({ name }) => name },
  {
    id: 'weights',
    header: 'Weights',
    tip: 'The largest of the layer’s weights, in float32; heights are logarithms of the counts',
    value: ({ weights }) => weights && spanText(weights.histogram),
    render: ({ name, weights }) =>
      weights === undefined ? (
        <span className="faint">–</span>
      ) : (
        <span className="histogram-cell" data-tip={`${weights.name}: ${spanText(weights.histogram)}`}>
          <HistogramBars label={`${weights.name} of ${name}`} histogram={weights.histogram} />
        </span>
      ),
  },
  {
    id: 'outputs',
    header: 'Outputs',
    tip: 'Over 64 test samples, before rounding; the lines mark what int8 holds; heights are logarithms of the counts',
    value: ({ outputs }) => spanText(outputs),
    render: ({ name, outputs, int8 }) => (
      <span className="histogram-cell" data-tip={spanText(outputs)}>
        <HistogramBars label={`Outputs of ${name}`} histogram={outputs} int8={int8} />
      </span>
    ),
  },
  { id: 'reach', header: 'Outputs reach', value: ({ outputs }) => spanText(outputs) },
  { id: 'int8', header: 'int8 holds', value: ({ int8 }) => int8 && spanText(int8) },
  {
    id: 'clipped',
    header: 'Clipped',
    value: clippedText,
    render: (row) => <span className={clippedText(row) === 'yes' ? 'warn' : 'muted'}>{clippedText(row)}</span>,
  },
];

export function TrainedLayers({ layers }: { readonly layers: readonly LayerValues[] }) {
  const rows = layers.map((layer, at) => ({ ...layer, at }));
  return (
    <Table
      label="Weights and outputs by layer"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ at }) => String(at)}
      toolbar={<span className="muted">On the first 64 test samples</span>}
    />
  );
}

function clippedText({ outputs, int8 }: Row): string {
  if (int8 === undefined) return '–';
  return isClipped(outputs, int8) ? 'yes' : 'no';
}
