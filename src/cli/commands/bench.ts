import { BENCHES } from '../bench/benches.ts';
import { type Command, unusable } from '../command.ts';
import { textTable } from '../table.ts';
import { benchTrain } from '../training/bench-train.ts';

/** The speed rows: each measured several times in this process; compare them as ratios, machines differ. */
export const benchCommand: Command = {
  name: 'bench',
  usage: `bench [${BENCHES.map((bench) => bench.name).join('|')}|train [--net NAME] [--batch N] [--threads N]] [--json]`,
  summary: 'how fast estimating, editing, ordering and training are on this machine',
  options: { net: { type: 'string' }, batch: { type: 'string' }, threads: { type: 'string' } },
  run: async (operands, values) => {
    if (operands.length === 1 && operands[0] === 'train') return benchTrain(values);
    const unknown = operands.find((operand) => !BENCHES.some((bench) => bench.name === operand));
    if (unknown !== undefined)
      return unusable(`bench: there is no "${unknown}"; there are ${BENCHES.map((bench) => bench.name).join(', ')} and train`);
    const chosen = operands.length === 0 ? BENCHES : BENCHES.filter((bench) => operands.includes(bench.name));
    const rows = chosen.flatMap((bench) => bench.run());
    const text = rows.map((row) => [
      row.name,
      row.value.toPrecision(4),
      row.min.toPrecision(4),
      row.max.toPrecision(4),
      row.unit,
      row.note ?? '',
    ]);
    return { status: 0, json: rows, text: textTable(['row', 'median', 'min', 'max', 'unit', 'note'], text) };
  },
};
