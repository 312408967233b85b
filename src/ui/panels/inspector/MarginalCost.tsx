/** What one step more of a parameter costs: bytes and time. */
import { deltaText } from '../../widgets/format.ts';
import type { Marginal } from './marginal.ts';

export function MarginalCost({ marginal }: { readonly marginal: Marginal | undefined }) {
  if (marginal === undefined) return undefined;
  if (marginal.problem !== undefined) {
    return <span data-tip={`One step would break the network: ${marginal.problem}`}>no longer fits its neighbours</span>;
  }
  const sram = deltaText(marginal.sram, 'bytes');
  const flash = deltaText(marginal.flash, 'bytes');
  const time = marginal.ms === undefined ? undefined : deltaText(marginal.ms, 'ms');
  const sign = marginal.steps > 0 ? '+1' : '−1';
  const tip = `${sign} step: SRAM ${sram ?? 'as before'}, flash ${flash ?? 'as before'}, latency ${time ?? 'as before'}`;
  const inFlash = flash === undefined ? 'no bytes' : `${flash} flash`;
  return (
    <span data-tip={tip}>
      {sram === undefined ? inFlash : `${sram} SRAM`}
      <br />
      {time ?? 'no time'}
    </span>
  );
}
