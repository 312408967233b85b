import { useRef, type KeyboardEvent } from 'react';
import { formatPercent } from '../../../../core/base/format.ts';
import { recallOf, rowTotal, type Confusion } from '../../../../core/training/confusion.ts';
import { mistakeCells, nextCell, sameCell, type Cell } from './mistake-cells.ts';

interface ConfusionTableProps {
  readonly confusion: Confusion;
  readonly classes: readonly string[];
  readonly chosen: Cell | undefined;
  readonly onChoose: (cell: Cell) => void;
}

/** True classes down, named ones across. Cells with mistakes are buttons: one tab stop, the arrows move on. */
export function ConfusionTable({ confusion, classes, chosen, onChoose }: ConfusionTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const move = (event: KeyboardEvent): void => {
    const next = chosen && nextCell(mistakeCells(confusion), chosen, event.key);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    body.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what does not fit is scrolled by the keyboard
    <div className="confusion-scroll scroll" tabIndex={0} role="region" aria-label="Confusion matrix">
      <table className="confusion-table">
        <caption className="visually-hidden">Test samples by true class (rows) and class named on the chip (columns)</caption>
        <thead>
          <tr>
            <th scope="col" className="confusion-corner">
              true \ named
            </th>
            {classes.map((name) => (
              <th key={name} scope="col" data-tip={name}>
                {name}
              </th>
            ))}
            <th scope="col" data-tip="Share of the class’s samples that were named so">
              Recall
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {classes.map((name, row) => (
            <tr key={name}>
              <th scope="row" data-tip={name}>
                {name}
              </th>
              {classes.map((each, column) => (
                <ConfusionCell
                  key={each}
                  confusion={confusion}
                  classes={classes}
                  cell={{ row, column }}
                  isChosen={sameCell(chosen, { row, column })}
                  onChoose={onChoose}
                  onKeyDown={move}
                />
              ))}
              <td className="confusion-recall">{recallText(confusion, row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ConfusionCellProps extends Pick<ConfusionTableProps, 'confusion' | 'classes' | 'onChoose'> {
  readonly cell: Cell;
  readonly isChosen: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Of the strongest shade, percent. */
const SHADE = 45;

function ConfusionCell({ confusion, classes, cell, isChosen, onChoose, onKeyDown }: ConfusionCellProps) {
  const { row, column } = cell;
  const count = confusion.counts[row * confusion.classes + column]!;
  const right = row === column;
  if (count === 0) return <td data-right={right || undefined}>{right ? 0 : ''}</td>;
  const shade = Math.max(6, Math.round((SHADE * count) / rowTotal(confusion, row)));
  const background = `color-mix(in srgb, var(${right ? '--accent' : '--over'}) ${shade}%, transparent)`;
  if (right)
    return (
      <td data-right style={{ background }}>
        {count}
      </td>
    );
  return (
    <td style={{ background }}>
      <button
        type="button"
        aria-pressed={isChosen}
        aria-label={`${classes[row]} named ${classes[column]}: ${count}`}
        data-cell={`${row} ${column}`}
        tabIndex={isChosen ? 0 : -1}
        onClick={() => onChoose(cell)}
        onKeyDown={onKeyDown}
      >
        {count}
      </button>
    </td>
  );
}

function recallText(confusion: Confusion, row: number): string {
  return formatPercent(recallOf(confusion, row));
}
