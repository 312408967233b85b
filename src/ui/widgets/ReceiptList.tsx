/** Receipts in full: title, total, formula, and each row with how it came about and where from. */
import { use } from 'react';
import type { Receipt, ReceiptRow } from '../../core/base/evidence.ts';
import { CopyButton } from './CopyButton.tsx';
import { exactText, numberText, type Measure } from './format.ts';
import { EvidenceMark } from './EvidenceMark.tsx';

export function ReceiptList({ receipts }: { readonly receipts: Promise<readonly Receipt[]> }) {
  return use(receipts).map((receipt) => <ReceiptTable key={receipt.title} receipt={receipt} />);
}

function ReceiptTable({ receipt }: { readonly receipt: Receipt }) {
  return (
    <section className="receipt" aria-label={receipt.title}>
      <div className="receipt-head">
        <span>{receipt.title}</span>
        <span>{amount(receipt.total, receipt.unit)}</span>
      </div>
      <p className="receipt-formula">{receipt.formula}</p>
      <table>
        <tbody>
          {receipt.rows.map((row, index) => (
            <Row key={`${row.label} ${index}`} row={row} unit={receipt.unit} />
          ))}
        </tbody>
      </table>
      <div className="receipt-foot">
        <CopyButton label="Copy" text={() => receiptText(receipt)} />
      </div>
    </section>
  );
}

function Row({ row, unit }: { readonly row: ReceiptRow; readonly unit: string }) {
  const note = [row.formula, row.source].filter((part) => part !== undefined).join(' · ');
  return (
    <tr>
      <th scope="row">
        {row.label}
        {note !== '' && <span className="receipt-note">{note}</span>}
      </th>
      <td>
        {amount(row.value, unit)}
        <EvidenceMark evidence={row.evidence} />
      </td>
    </tr>
  );
}

const MEASURES: Readonly<Record<string, Measure>> = { bytes: 'bytes', B: 'bytes', ms: 'ms', microjoules: 'microjoules', µJ: 'microjoules' };

/** Bytes in full beside their short form; other units as they are. */
function amount(value: number, unit: string): string {
  const measure = MEASURES[unit];
  if (measure === undefined) return `${exactText(value)}\u202f${unit}`;
  if (measure === 'bytes') return `${exactText(value)}\u202fB`;
  const text = numberText(value, measure);
  return `${text.value}\u202f${text.unit}`;
}

function receiptText(receipt: Receipt): string {
  const rows = receipt.rows.map((row) => `${row.label}\t${row.value}\t${row.formula ?? ''}\t${row.source ?? ''}`);
  return [`${receipt.title}\t${receipt.total} ${receipt.unit}`, receipt.formula, ...rows].join('\n');
}
