/** What stands around the network on the chip: interpreter object, stack allowance, and what the application holds. */
import { weakest, type Evidence, type ReceiptRow } from '../base/evidence.ts';
import type { Application } from '../document/design.ts';
import { presetById, STACK_ALLOWANCE } from '../runtime/application.ts';

export interface Around {
  readonly sramBytes: number;
  readonly flashBytes: number;
  readonly evidence: Evidence;
}

const PLAIN: Around = { sramBytes: STACK_ALLOWANCE.bytes, flashBytes: 0, evidence: STACK_ALLOWANCE.evidence };

/** Stack allowance and application; the interpreter's own bytes come from the runtime. A preset nobody knows any more counts nothing. */
export function aroundOf(application: Application): Around {
  if (application.presets.length === 0 && application.extraSramBytes === 0) return PLAIN;
  let sramBytes = STACK_ALLOWANCE.bytes + application.extraSramBytes;
  let flashBytes = 0;
  let evidence: Evidence = STACK_ALLOWANCE.evidence;
  for (const id of application.presets) {
    const preset = presetById(id);
    if (preset === undefined) continue;
    sramBytes += preset.sramBytes;
    flashBytes += preset.flashBytes;
    evidence = weakest(evidence, preset.evidence);
  }
  return { sramBytes, flashBytes, evidence };
}

/** The SRAM rows of a receipt. */
export function aroundRows(application: Application): readonly ReceiptRow[] {
  const rows: ReceiptRow[] = [
    {
      label: 'Stack',
      value: STACK_ALLOWANCE.bytes,
      formula: 'an allowance',
      source: STACK_ALLOWANCE.source,
      evidence: STACK_ALLOWANCE.evidence,
    },
  ];
  for (const id of application.presets) {
    const preset = presetById(id);
    if (preset !== undefined) rows.push({ label: preset.label, value: preset.sramBytes, source: preset.source, evidence: preset.evidence });
  }
  if (application.extraSramBytes > 0)
    rows.push({ label: 'Other application memory', value: application.extraSramBytes, evidence: 'exact' });
  return rows;
}

/** The flash rows of a receipt. */
export function aroundFlashRows(application: Application): readonly ReceiptRow[] {
  return application.presets.flatMap((id) => {
    const preset = presetById(id);
    if (preset === undefined || preset.flashBytes === 0) return [];
    return [{ label: preset.label, value: preset.flashBytes, source: preset.source, evidence: preset.evidence }];
  });
}
