import { chipOf } from '../../core/cost/chip-of.ts';
import { estimate } from '../../core/cost/estimate.ts';
import type { Estimate } from '../../core/cost/estimate-types.ts';
import { formatBytes } from '../../core/base/format.ts';
import { type Command, textOf, unusable, type Values } from '../command.ts';
import { parseBytes, parseMicrojoules, parseMilliseconds } from '../sizes.ts';
import { openSource } from '../sources.ts';
import { onChip, parseTarget, TARGET_OPTIONS } from '../targets.ts';
import type { Result } from '../../core/base/result.ts';
import { ok } from '../../core/base/result.ts';

type What = 'sram' | 'flash' | 'latency' | 'energy';

interface Failure {
  readonly what: What;
  readonly limit: number;
  /** undefined: the figure is not known, so the limit cannot be said to hold. */
  readonly actual: number | undefined;
}

const PARSERS: Readonly<Record<What, (text: string, what: string) => Result<number>>> = {
  sram: parseBytes,
  flash: parseBytes,
  latency: parseMilliseconds,
  energy: parseMicrojoules,
};
const WHATS = Object.keys(PARSERS) as What[];

/** Guards a budget in a build: exit status 1 when a total is over its limit. */
export const checkCommand: Command = {
  name: 'check',
  usage:
    'check FILE|LINK [--sram 64K] [--flash 256K] [--latency 50ms] [--energy 2mJ] [--chip ID] [--runtime ID] [--build speed|size] [--json]',
  summary: 'exit status 1 when a budget is exceeded',
  options: {
    ...TARGET_OPTIONS,
    sram: { type: 'string' },
    flash: { type: 'string' },
    latency: { type: 'string' },
    energy: { type: 'string' },
  },
  run: async (operands, values) => {
    if (operands.length !== 1) return unusable('check: name one .tflite, .json design or link');
    const target = parseTarget(values);
    if (!target.ok) return unusable(target.error.message);
    if (target.value.all) return unusable('check: name one chip; --chip all is for estimate');
    const limits = parseLimits(values);
    if (!limits.ok) return unusable(limits.error.message);
    const opened = await openSource(operands[0]!);
    if (!opened.ok) return unusable(opened.error.message);
    const chip = target.value.chips?.[0] ?? chipOf(opened.value.design);
    const design = onChip(opened.value.design, chip, target.value);
    const failures = failuresOf(estimate(design), limits.value);
    const json = { ok: failures.length === 0, failures };
    return { status: json.ok ? 0 : 1, json, text: json.ok ? 'within every limit' : failures.map(failureText).join('\n') };
  },
};

/** The limits given; the chip's own SRAM and flash stand in where no limit was. */
function parseLimits(values: Values): Result<Partial<Record<What, number>>> {
  const limits: Partial<Record<What, number>> = {};
  for (const what of WHATS) {
    const text = textOf(values, what);
    if (text === undefined) continue;
    const limit = PARSERS[what](text, `--${what}`);
    if (!limit.ok) return limit;
    limits[what] = limit.value;
  }
  return ok(limits);
}

function failuresOf(answer: Estimate, limits: Partial<Record<What, number>>): readonly Failure[] {
  const actual: Readonly<Record<What, number | undefined>> = {
    sram: answer.unas?.pmu ?? answer.sram.total,
    flash: answer.unas?.size ?? answer.flash.total,
    latency: answer.latency.ms,
    energy: answer.energy.microjoules,
  };
  const own: Partial<Record<What, number>> =
    Object.keys(limits).length > 0 ? limits : { sram: answer.sram.available, flash: answer.flash.available };
  return WHATS.flatMap((what) => {
    const limit = own[what];
    if (limit === undefined || (actual[what] !== undefined && actual[what] <= limit)) return [];
    return [{ what, limit, actual: actual[what] }];
  });
}

function failureText({ what, limit, actual }: Failure): string {
  const show = (value: number): string =>
    what === 'latency' ? `${value.toPrecision(4)} ms` : what === 'energy' ? `${value.toPrecision(4)} µJ` : formatBytes(value);
  return actual === undefined ? `${what}: not known, limit ${show(limit)}` : `${what}: ${show(actual)}, limit ${show(limit)}`;
}
