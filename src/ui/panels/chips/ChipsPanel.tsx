/** This design on every chip and runtime: fits, or which limit binds and by how much. */
import './chips.css';
import { useDeferredValue, useMemo, useState } from 'react';
import { formatBytes, formatMicrojoules, formatMilliseconds } from '../../../core/base/format.ts';
import { chipMatrix, type ChipVerdict } from '../../../core/cost/chip-matrix.ts';
import type { Limit } from '../../../core/cost/estimate-types.ts';
import { RUNTIMES } from '../../../core/runtime/runtimes.ts';
import { useDesign, useStores } from '../../../state/hooks.ts';
import { Icon } from '../../widgets/Icon.tsx';
import { Table, type Column } from '../../widgets/Table.tsx';

const LIMIT_WORDS: Readonly<Record<Limit, string>> = { sram: 'SRAM', flash: 'flash', latency: 'latency', energy: 'energy' };

const COLUMNS: readonly Column<ChipVerdict>[] = [
  { id: 'chip', header: 'Chip', value: ({ chip }) => chip.name },
  { id: 'core', header: 'Core', value: ({ chip }) => chip.core },
  { id: 'clock', header: 'MHz', numeric: true, value: ({ chip }) => chip.clockMHz },
  { id: 'runtime', header: 'Runtime', value: ({ runtime }) => RUNTIMES[runtime].name },
  {
    id: 'verdict',
    header: 'Verdict',
    tip: 'Sorted by how full the chip is',
    value: verdictText,
    render: (row) => <VerdictCell row={row} />,
  },
  {
    id: 'fill',
    header: 'Filled',
    numeric: true,
    tip: 'The fuller of SRAM and flash',
    value: ({ fill }) => fill,
    render: ({ fill }) => percent(fill),
  },
  {
    id: 'sram',
    header: 'SRAM',
    numeric: true,
    value: ({ estimate }) => estimate.sram.total,
    render: ({ estimate }) => ofText(estimate.sram),
  },
  {
    id: 'flash',
    header: 'Flash',
    numeric: true,
    value: ({ estimate }) => estimate.flash.total,
    render: ({ estimate }) => ofText(estimate.flash),
  },
  {
    id: 'latency',
    header: 'Latency',
    numeric: true,
    value: ({ estimate }) => estimate.latency.ms,
    render: (row) => <LatencyCell row={row} />,
  },
  {
    id: 'energy',
    header: 'Energy',
    numeric: true,
    value: ({ estimate }) => estimate.energy.microjoules,
    render: ({ estimate }) => (estimate.energy.microjoules === undefined ? '–' : formatMicrojoules(estimate.energy.microjoules)),
  },
];

export function ChipsPanel() {
  const design = useDeferredValue(useDesign((state) => state.design));
  const matrix = useMemo(() => chipMatrix(design), [design]);
  const [filter, setFilter] = useState('');
  const [fitting, setFitting] = useState(false);
  const { design: store } = useStores();
  const rows = matrix.filter((row) => (!fitting || row.estimate.fits === true) && matches(row, filter));
  const choose = ({ chip, runtime }: ChipVerdict): void =>
    store.getState().edit(`Use ${chip.name}`, (each) => ({ ...each, chip: chip.id, runtime }));
  return (
    <Table
      label="Chips"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => `${row.chip.id} ${row.runtime}`}
      isSelected={(row) => row.chip.id === design.chip && row.runtime === design.runtime}
      onSelect={choose}
      toolbar={
        <>
          <input
            className="field chips-filter"
            type="search"
            placeholder="Filter chips"
            aria-label="Filter chips"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          <label className="chips-fitting">
            <input type="checkbox" checked={fitting} onChange={(event) => setFitting(event.target.checked)} /> only where it fits
          </label>
          <span className="muted">{summary(matrix)}</span>
        </>
      }
    />
  );
}

function matches({ chip, runtime }: ChipVerdict, filter: string): boolean {
  const text = `${chip.name} ${chip.id} ${chip.vendor} ${chip.core} ${RUNTIMES[runtime].name}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function summary(matrix: readonly ChipVerdict[]): string {
  const chips = new Set(matrix.map((row) => row.chip.id));
  const fitting = new Set(matrix.filter((row) => row.estimate.fits === true).map((row) => row.chip.id));
  return `fits ${fitting.size} of ${chips.size} chips`;
}

function verdictText({ estimate }: ChipVerdict): string {
  if (estimate.fits === true) return 'fits';
  if (estimate.fits === 'unknown') return 'not known';
  const { binding } = estimate;
  if (binding === undefined) return 'does not run';
  return `${LIMIT_WORDS[binding]} ${excess(estimate, binding)}`;
}

function excess({ sram, flash }: ChipVerdict['estimate'], binding: Limit): string {
  if (binding === 'sram') return `+${formatBytes(sram.total - sram.available)}`;
  return binding === 'flash' ? `+${formatBytes(flash.total - flash.available)}` : 'over';
}

function VerdictCell({ row }: { readonly row: ChipVerdict }) {
  const { fits } = row.estimate;
  const className = fits === true ? 'ok' : fits === 'unknown' ? 'muted' : 'over';
  return (
    <span className={`chips-verdict ${className}`}>
      <Icon name={fits === true ? 'check' : fits === 'unknown' ? 'info' : 'error'} size={12} />
      {verdictText(row)}
    </span>
  );
}

function percent(fill: number): string {
  if (!Number.isFinite(fill)) return '–';
  return `${Math.round(fill * 100).toLocaleString('en-US')}\u202f%`;
}

function ofText({ total, available }: { readonly total: number; readonly available: number }) {
  return (
    <span className={total > available ? 'over' : undefined}>
      {formatBytes(total)} <span className="faint">of {formatBytes(available)}</span>
    </span>
  );
}

function LatencyCell({ row }: { readonly row: ChipVerdict }) {
  const { ms, errorPercent } = row.estimate.latency;
  if (ms === undefined) return <span className="faint">–</span>;
  return (
    <span>
      {formatMilliseconds(ms)} <span className="faint">±{Math.round(errorPercent)}&#8239;%</span>
    </span>
  );
}
