import { estimate } from '../../core/cost/estimate.ts';
import { chipOf } from '../../core/cost/chip-of.ts';
import type { Chip } from '../../core/mcu/chip.ts';
import { type Command, type Outcome, unusable } from '../command.ts';
import { estimateJson } from '../estimate-json.ts';
import { estimateText } from '../estimate-text.ts';
import { openSource, type Source } from '../sources.ts';
import { onChip, parseTarget, TARGET_OPTIONS, type Target } from '../targets.ts';

/** Costs networks on a chip: the JSON of the contract, or a readable summary. */
export const estimateCommand: Command = {
  name: 'estimate',
  usage: 'estimate FILE|LINK... [--chip ID|all] [--core CORE] [--runtime ID] [--build speed|size] [--order file|best] [--json]',
  summary: 'SRAM, flash, latency and energy, and whether it fits',
  options: TARGET_OPTIONS,
  run: async (operands, values) => {
    if (operands.length === 0) return unusable('estimate: name a .tflite, a .json design or a link');
    const target = parseTarget(values);
    if (!target.ok) return unusable(target.error.message);
    const answers = await Promise.all(operands.map((operand) => answerFor(operand, target.value)));
    return collect(answers);
  },
};

interface Answer {
  readonly json: unknown;
  readonly text: string;
  readonly error?: string;
}

async function answerFor(operand: string, target: Target): Promise<Answer> {
  const opened = await openSource(operand);
  if (!opened.ok) return { json: { source: operand, error: opened.error.message }, text: '', error: opened.error.message };
  const parts = (target.chips ?? [chipOf(opened.value.design)]).map((chip) => onOneChip(opened.value, chip, target));
  const texts = parts.map((part) => part.text).join('\n\n');
  return { json: target.all ? parts.map((part) => part.json) : parts[0]!.json, text: texts };
}

function onOneChip(source: Source, chip: Chip, target: Target): Answer {
  const design = onChip(source.design, chip, target);
  const answer = estimate(design);
  return { json: estimateJson(source.source, design, answer), text: estimateText(design, answer) };
}

/** One operand: its value alone; several: an array in their order, with an error entry for each unusable one. */
function collect(answers: readonly Answer[]): Outcome {
  const complaints = answers.flatMap((answer) => (answer.error === undefined ? [] : [answer.error]));
  return {
    status: complaints.length > 0 ? 2 : 0,
    json: answers.length === 1 ? answers[0]!.json : answers.map((answer) => answer.json),
    text: answers
      .map((answer) => answer.text)
      .filter(Boolean)
      .join('\n\n'),
    complaints,
  };
}
