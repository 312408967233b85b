/** A table that sorts by any column and copies itself as CSV or Markdown. */
import './table.css';
import { useMemo, useState, type ReactNode } from 'react';
import { CopyButton } from './CopyButton.tsx';
import { Icon } from './Icon.tsx';
import { csvText, markdownText, sortRows, type Cell, type Sorting } from './table-text.ts';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly tip?: string | undefined;
  readonly numeric?: boolean;
  /** What the column sorts by, and what is copied. */
  readonly value: (row: Row) => Cell;
  /** How it is shown; the value itself when not said. */
  readonly render?: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly isSelected?: (row: Row) => boolean;
  readonly onSelect?: (row: Row) => void;
  readonly onHover?: (row: Row | undefined) => void;
  /** Shown left of the copy buttons. */
  readonly toolbar?: ReactNode;
  readonly footer?: ReactNode;
}

export function Table<Row>(props: TableProps<Row>) {
  const { columns, rows, toolbar } = props;
  const [sorting, setSorting] = useState<Sorting>();
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting]);
  const cells = (): readonly (readonly Cell[])[] => [
    columns.map((column) => column.header),
    ...sorted.map((row) => columns.map((column) => column.value(row))),
  ];
  return (
    <div className="table-frame">
      <div className="table-toolbar">
        <div className="table-tools">{toolbar}</div>
        <CopyButton label="CSV" text={() => csvText(cells())} />
        <CopyButton label="Markdown" text={() => markdownText(cells(), columns)} />
      </div>
      <div className="table-scroll scroll">
        <table className="table">
          <caption className="visually-hidden">{props.label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} sorting={sorting} onSort={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <BodyRow key={props.rowKey(row)} row={row} table={props} />
            ))}
          </tbody>
          {props.footer !== undefined && <tfoot>{props.footer}</tfoot>}
        </table>
      </div>
    </div>
  );
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting | undefined) => void;
}

/** First click: largest number first, or A to Z; then the other way round; then unsorted. */
function HeaderCell<Row>({ column, sorting, onSort }: HeaderCellProps<Row>) {
  const direction = sorting?.column === column.id ? sorting.direction : undefined;
  const first = column.numeric === true ? 'descending' : 'ascending';
  const next = (): Sorting | undefined => {
    if (direction === undefined) return { column: column.id, direction: first };
    return direction === first ? { column: column.id, direction: first === 'ascending' ? 'descending' : 'ascending' } : undefined;
  };
  return (
    <th scope="col" aria-sort={direction ?? 'none'} data-numeric={column.numeric}>
      <button type="button" data-tip={column.tip} onClick={() => onSort(next())}>
        {column.header}
        {direction !== undefined && <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size={12} />}
      </button>
    </th>
  );
}

function BodyRow<Row>({ row, table }: { readonly row: Row; readonly table: TableProps<Row> }) {
  const selected = table.isSelected?.(row) ?? false;
  return (
    <tr
      data-selected={selected || undefined}
      data-clickable={table.onSelect !== undefined || undefined}
      onClick={() => table.onSelect?.(row)}
      onPointerEnter={() => table.onHover?.(row)}
      onPointerLeave={() => table.onHover?.(undefined)}
    >
      {table.columns.map((column) => (
        <td key={column.id} data-numeric={column.numeric}>
          {column.render === undefined ? column.value(row) : column.render(row)}
        </td>
      ))}
    </tr>
  );
}
