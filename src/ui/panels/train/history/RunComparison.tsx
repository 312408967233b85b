import '../../../widgets/table.css';
import { formatNumber, formatPercent } from '../../../../core/base/format.ts';
import type { KeptRun } from '../../../../state/kept-run.ts';
import { LineChart, LINE_TONES } from '../../../charts/LineChart.tsx';
import { CopyButton } from '../../../widgets/CopyButton.tsx';
import { csvText, markdownText } from '../../../widgets/table-text.ts';
import { resultRows, setupDifferences, type RunRow } from './run-rows.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

interface RunComparisonProps {
  readonly runs: readonly KeptRun[];
  readonly onClose: () => void;
}

/** Validation curves over each other; below, what came of each run and what was set up differently. */
export function RunComparison({ runs, onClose }: RunComparisonProps) {
  const byAge = runs.toSorted((a, b) => a.endedAt - b.endedAt);
  const letters = byAge.map((_, at) => String.fromCodePoint(65 + at));
  const names = byAge.map(({ endedAt }, at) => `${letters[at]}: ${DATE.format(endedAt)}`);
  const results = resultRows(byAge);
  const differences = setupDifferences(byAge);
  const cells = (): readonly (readonly string[])[] => [
    ['', ...names],
    ...[...results, ...differences].map(({ label, values }) => [label, ...values]),
  ];
  return (
    <div className="runs">
      <div className="table-toolbar">
        <div className="table-tools">
          <button type="button" className="button outlined" onClick={onClose}>
            Back to the list
          </button>
        </div>
        <CopyButton label="CSV" text={() => csvText(cells())} />
        <CopyButton
          label="Markdown"
          text={() =>
            markdownText(
              cells(),
              ['', ...names].map(() => ({})),
            )
          }
        />
      </div>
      <div className="runs-comparison">
        <Curves runs={byAge} letters={letters} />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what does not fit is scrolled by the keyboard */}
        <div className="runs-differences scroll" tabIndex={0} role="region" aria-label="Results and differences">
          <table className="table">
            <caption className="visually-hidden">Results, and what was set up differently</caption>
            <thead>
              <tr>
                <td />
                {names.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <Rows rows={results} />
              <tr className="runs-section">
                <th scope="rowgroup" colSpan={names.length + 1}>
                  {differences.length === 0 ? 'Set up the same' : 'Set up differently'}
                </th>
              </tr>
              <Rows rows={differences} />
            </tbody>
          </table>
        </div>
      </div>
    </div>
  );
}

function Rows({ rows }: { readonly rows: readonly RunRow[] }) {
  return rows.map(({ label, values }) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      {values.map((value, at) => (
        <td key={at}>{value}</td>
      ))}
    </tr>
  ));
}

function Curves({ runs, letters }: { readonly runs: readonly KeptRun[]; readonly letters: readonly string[] }) {
  const byAccuracy = runs.every(({ epochs }) => epochs.every(({ validation }) => validation.accuracy !== undefined));
  const longest = Math.max(0, ...runs.map(({ epochs }) => epochs.length));
  const points = Array.from({ length: longest }, (_, at) => ({
    at: at + 1,
    values: Object.fromEntries(
      runs.flatMap(({ id, epochs }) => {
        const validation = epochs[at]?.validation;
        if (validation === undefined) return [];
        return [[id, byAccuracy ? 100 * validation.accuracy! : validation.loss]];
      }),
    ),
  }));
  const format = (value: number): string => (byAccuracy ? formatPercent(value / 100) : formatNumber(value));
  return (
    <LineChart
      label={byAccuracy ? 'Accuracy by epoch, validation' : 'Loss by epoch, validation'}
      series={runs.map(({ id }, at) => ({ id, name: letters[at]!, tone: LINE_TONES[at % LINE_TONES.length]! }))}
      points={points}
      format={format}
      {...(byAccuracy ? { top: 100 } : {})}
      mark={undefined}
      labelled
    />
  );
}
