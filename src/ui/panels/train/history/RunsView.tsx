/** The runs that are over: what came of each, two or more side by side, and their files again. */
import './runs.css';
import { Suspense, useEffect, useState } from 'react';
import { formatAccuracy, formatBytes, formatNumber } from '../../../../core/base/format.ts';
import type { KeptRun } from '../../../../state/kept-run.ts';
import { lazily } from '../../../widgets/lazily.ts';
import { SegmentedControl } from '../../../widgets/SegmentedControl.tsx';
import { Table, type Column } from '../../../widgets/Table.tsx';
import { DeleteAll } from './DeleteAll.tsx';
import { useIsOwn, useRunHistory } from './run-history.ts';
import { RunTools } from './RunTools.tsx';

const RunComparison = lazily(() => import('./RunComparison.tsx'), 'RunComparison');

const WHOSE = [
  { value: 'own', label: 'This design' },
  { value: 'all', label: 'All' },
] as const;
type Whose = (typeof WHOSE)[number]['value'];

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function RunsView() {
  const { runs, problem, read, remove } = useRunHistory();
  const isOwn = useIsOwn();
  const [whose, setWhose] = useState<Whose>('own');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [comparing, setComparing] = useState(false);
  useEffect(() => void read(), [read]);
  const shown = whose === 'all' ? runs : runs.filter(isOwn);
  const picked = shown.filter(({ id }) => chosen.includes(id));
  if (comparing && picked.length > 1)
    return (
      <Suspense>
        <RunComparison runs={picked} onClose={() => setComparing(false)} />
      </Suspense>
    );
  const show = (next: Whose): void => {
    setWhose(next);
    setChosen([]);
  };
  const toggle = (id: string): void => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <div className="runs">
      {problem !== undefined && (
        <p className="runs-problem warn" role="alert">
          {problem}
        </p>
      )}
      <Table
        label="Training runs"
        columns={columnsOf(whose, chosen, toggle)}
        rows={shown}
        rowKey={({ id }) => id}
        isSelected={({ id }) => chosen.includes(id)}
        toolbar={
          <>
            {picked.length === 0 && <SegmentedControl label="Whose runs" segments={WHOSE} value={whose} onChange={show} />}
            {picked.length === 0 && runs.length > 0 && <DeleteAll count={runs.length} />}
            <RunTools runs={picked} onCompare={() => setComparing(true)} onDelete={() => void remove(picked.map(({ id }) => id))} />
          </>
        }
      />
      {shown.length === 0 && (
        <p className="runs-empty muted">
          {runs.length === 0 ? 'No run is over yet. Each one is kept here, in this browser.' : 'No run of this design is over yet.'}
        </p>
      )}
    </div>
  );
}

function columnsOf(whose: Whose, chosen: readonly string[], toggle: (id: string) => void): readonly Column<KeptRun>[] {
  return [
    {
      id: 'chosen',
      header: 'Chosen',
      value: ({ id }) => (chosen.includes(id) ? 'chosen' : ''),
      render: ({ id, endedAt, design }) => (
        <input
          type="checkbox"
          checked={chosen.includes(id)}
          aria-label={`Choose the run of ${design}, ${DATE.format(endedAt)}`}
          onChange={() => toggle(id)}
        />
      ),
    },
    ...COLUMNS.filter(({ id }) => whose === 'all' || id !== 'design'),
  ];
}

const COLUMNS: readonly Column<KeptRun>[] = [
  { id: 'ended', header: 'Ended', value: ({ endedAt }) => DATE.format(endedAt) },
  { id: 'design', header: 'Design', value: ({ design }) => design },
  { id: 'data', header: 'Data', value: ({ data }) => data },
  {
    id: 'epochs',
    header: 'Epochs',
    numeric: true,
    tip: 'In float32, and int8-aware behind them',
    value: epochsText,
  },
  {
    id: 'end',
    header: 'End',
    value: endText,
    render: (run) => (
      <span className={run.outcome.kind === 'failed' ? 'runs-end over' : 'runs-end muted'} data-tip={endText(run)}>
        {endText(run)}
      </span>
    ),
  },
  {
    id: 'chip',
    header: 'On the chip',
    numeric: true,
    value: ({ outcome }) => (outcome.kind === 'done' ? outcome.onChip : undefined),
    render: ({ outcome }) => (outcome.kind === 'done' ? formatAccuracy(outcome.onChip) : '–'),
  },
  {
    id: 'float',
    header: 'Float',
    numeric: true,
    value: ({ outcome }) => (outcome.kind === 'done' ? outcome.float : undefined),
    render: ({ outcome }) => (outcome.kind === 'done' ? formatAccuracy(outcome.float) : '–'),
  },
  { id: 'bits', header: 'Bits', numeric: true, value: ({ outcome }) => (outcome.kind === 'done' ? outcome.bits : undefined) },
  {
    id: 'file',
    header: 'File',
    numeric: true,
    value: ({ outcome }) => (outcome.kind === 'done' ? outcome.fileBytes : undefined),
    render: ({ outcome }) => (outcome.kind === 'done' ? formatBytes(outcome.fileBytes) : '–'),
  },
  {
    id: 'took',
    header: 'Took',
    numeric: true,
    value: ({ outcome }) => (outcome.kind === 'done' ? outcome.seconds : undefined),
    render: ({ outcome }) => (outcome.kind === 'done' ? `${formatNumber(outcome.seconds)} s` : '–'),
  },
  { id: 'device', header: 'On', value: ({ device }) => device },
];

function epochsText({ epochs }: KeptRun): string {
  const float = epochs.filter(({ phase }) => phase === 'float').length;
  return `${float} + ${epochs.length - float}`;
}

function endText({ outcome }: KeptRun): string {
  if (outcome.kind === 'failed') return outcome.message;
  return outcome.early ? 'ended early' : 'done';
}
