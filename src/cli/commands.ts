import type { Command } from './command.ts';
import { benchCommand } from './commands/bench.ts';
import { bundleCommand } from './commands/bundle.ts';
import { checkCommand } from './commands/check.ts';
import { chipsCommand } from './commands/chips.ts';
import { convertCommand } from './commands/convert.ts';
import { estimateCommand } from './commands/estimate.ts';
import { orderCommand } from './commands/order.ts';
import { quantizeCommand } from './commands/quantize.ts';
import { runCommand } from './commands/run.ts';
import { trainCommand } from './commands/train.ts';

/** Every command, in the order the help lists them. */
export const COMMANDS: readonly Command[] = [
  estimateCommand,
  checkCommand,
  orderCommand,
  runCommand,
  quantizeCommand,
  bundleCommand,
  trainCommand,
  convertCommand,
  chipsCommand,
  benchCommand,
];
