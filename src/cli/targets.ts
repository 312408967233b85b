/** Which chip and runtime a command computes for. */
import { fail, ok, type Result } from '../core/base/result.ts';
import type { Design } from '../core/document/design.ts';
import type { KernelBuild } from '../core/runtime/cycles/kernel-build.ts';
import { CHIPS, chipById } from '../core/mcu/catalogue.ts';
import { CORES, type Chip, type Core } from '../core/mcu/chip.ts';
import { coreAsChip } from '../core/mcu/core-chip.ts';
import { defaultRuntime, RUNTIMES, type RuntimeId } from '../core/runtime/runtimes.ts';
import { textOf, type Options, type Values } from './command.ts';

export const TARGET_OPTIONS: Options = {
  chip: { type: 'string' },
  core: { type: 'string' },
  runtime: { type: 'string' },
  order: { type: 'string' },
  build: { type: 'string' },
};

export interface Target {
  /** undefined: the chip the design itself names. */
  readonly chips: readonly Chip[] | undefined;
  readonly all: boolean;
  readonly runtime: RuntimeId | undefined;
  readonly order: 'file' | 'best' | undefined;
  readonly build: KernelBuild | undefined;
}

/** Reads --chip, --core, --runtime, --order and --build. */
export function parseTarget(values: Values): Result<Target> {
  const runtime = textOf(values, 'runtime');
  if (runtime !== undefined && !isRuntime(runtime))
    return fail(`--runtime: there is no "${runtime}"; there are ${Object.keys(RUNTIMES).join(', ')}`);
  const order = textOf(values, 'order');
  if (order !== undefined && order !== 'file' && order !== 'best') return fail(`--order: expected file or best, got "${order}"`);
  const build = textOf(values, 'build');
  if (build !== undefined && build !== 'speed' && build !== 'size')
    return fail(`--build: expected speed (-O2) or size (-Os), got "${build}"`);
  const chips = parseChips(values);
  if (!chips.ok) return chips;
  return ok({ chips: chips.value, all: textOf(values, 'chip') === 'all', runtime, order, build });
}

function parseChips(values: Values): Result<readonly Chip[] | undefined> {
  const id = textOf(values, 'chip');
  const core = textOf(values, 'core');
  if (id !== undefined && core !== undefined) return fail('--chip and --core: give one of them');
  if (core !== undefined)
    return isCore(core) ? ok([coreAsChip(core)]) : fail(`--core: there is no "${core}"; there are ${CORES.join(', ')}`);
  if (id === undefined) return ok(undefined);
  if (id === 'all') return ok(CHIPS);
  const chip = chipById(id);
  return chip ? ok([chip]) : fail(`--chip: there is no "${id}"; "tinyscape chips" lists them`);
}

function isRuntime(text: string): text is RuntimeId {
  return Object.hasOwn(RUNTIMES, text);
}

function isCore(text: string): text is Core {
  return (CORES as readonly string[]).includes(text);
}

/** The design as deployed on `chip`: a chip outside the catalogue travels in the design. */
export function onChip(design: Design, chip: Chip | undefined, target: Target): Design {
  const own = chip === undefined ? design : { ...design, chip: chip.id, customChips: customChips(design, chip) };
  const runtime = target.runtime ?? (chip === undefined ? design.runtime : defaultRuntime(chip.core));
  const application = target.build === undefined ? design.application : { ...design.application, kernelBuild: target.build };
  return { ...own, runtime, order: target.order ?? design.order, application };
}

function customChips(design: Design, chip: Chip): readonly Chip[] {
  return chipById(chip.id) ? design.customChips : [chip, ...design.customChips.filter((other) => other.id !== chip.id)];
}
