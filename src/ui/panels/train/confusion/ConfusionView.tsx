/** Which classes the chip mistakes for which, and the samples it was wrong on. */
import { formatAccuracy } from '../../../../core/base/format.ts';
import '../../../widgets/table.css';
import './confusion.css';
import { useState } from 'react';
import type { DatasetFacts } from '../../../../core/dataset/facts.ts';
import { accuracyOf, recallOf, rowOf, type Confusion } from '../../../../core/training/confusion.ts';
import type { Delivered, Mistake } from '../../../../core/training/progress.ts';
import { CopyButton } from '../../../widgets/CopyButton.tsx';
import { csvText, markdownText, type Cell as TextCell } from '../../../widgets/table-text.ts';
import { ConfusionTable } from './ConfusionTable.tsx';
import { worstCell, type Cell } from './mistake-cells.ts';
import { SamplePicture } from './SamplePicture.tsx';

interface ConfusionViewProps {
  readonly delivered: Pick<Delivered, 'confusion' | 'mistakes' | 'bits'>;
  readonly facts: Pick<DatasetFacts, 'classes' | 'kind' | 'sampleShape'>;
}

export function ConfusionView({ delivered: { confusion, mistakes, bits }, facts }: ConfusionViewProps) {
  const [chosen, setChosen] = useState<Cell>();
  if (confusion === undefined)
    return (
      <div className="confusion">
        <div className="table-toolbar" />
        <p className="panel-empty">These samples have no classes to confuse.</p>
      </div>
    );
  const cell = chosen ?? worstCell(confusion);
  const { classes } = facts;
  const rows = (): readonly (readonly TextCell[])[] => matrixRows(confusion, classes);
  return (
    <div className="confusion">
      <div className="table-toolbar">
        <p className="table-tools muted" data-tip="Of the test samples">
          On the chip, int{bits}: {formatAccuracy(accuracyOf(confusion))}
        </p>
        <CopyButton label="CSV" text={() => csvText(rows())} />
        <CopyButton
          label="Markdown"
          text={() => markdownText(rows(), [{}, ...classes.map(() => ({ numeric: true })), { numeric: true }])}
        />
      </div>
      <div className="confusion-body">
        <ConfusionTable confusion={confusion} classes={classes} chosen={cell} onChoose={setChosen} />
        {cell === undefined ? (
          <p className="panel-empty">No test sample was misnamed.</p>
        ) : (
          <Mistakes cell={cell} confusion={confusion} mistakes={mistakes} facts={facts} />
        )}
      </div>
    </div>
  );
}

interface MistakesProps extends Pick<ConfusionViewProps, 'facts'> {
  readonly cell: Cell;
  readonly confusion: Confusion;
  readonly mistakes: readonly Mistake[];
}

function Mistakes({ cell: { row, column }, confusion, mistakes, facts }: MistakesProps) {
  const { classes, kind, sampleShape } = facts;
  const count = confusion.counts[row * confusion.classes + column]!;
  const shown = mistakes.filter(({ label, named }) => label === row && named === column);
  const words = `${classes[row]} named ${classes[column]}`;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what does not fit is scrolled by the keyboard
    <section className="confusion-mistakes scroll" aria-label="Misnamed samples" tabIndex={0}>
      <p aria-live="polite">
        <strong>{words}</strong>{' '}
        <span className="muted">{shown.length < count ? `${shown.length} of ${count} shown` : `${count} of ${count}`}</span>
      </p>
      <ul>
        {shown.map(({ index, source, values }) => (
          <li key={index} data-tip={source}>
            <SamplePicture label={`Test sample ${index}: ${words}`} values={values} shape={sampleShape} kind={kind} />
            <span className="faint">{source ?? `sample ${index}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The matrix as it is copied: a header, and a row a true class. */
function matrixRows(confusion: Confusion, classes: readonly string[]): readonly (readonly TextCell[])[] {
  return [
    ['true \\ named', ...classes, 'recall'],
    ...classes.map((name, row) => [name, ...rowOf(confusion, row), recallOf(confusion, row)]),
  ];
}
