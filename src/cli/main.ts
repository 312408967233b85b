/** The command line: the same core as the page, in Node. */
import { parseArgs } from 'node:util';
import { type Command, type Outcome, unusable } from './command.ts';
import { COMMANDS } from './commands.ts';

function help(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}\n${' '.repeat(width + 4)}${command.usage}`);
  return `tinyscape <command> [options]\n\n${lines.join('\n')}\n\nEvery command takes --json. Exit status: 0 done, 1 the answer is no, 2 unusable input.`;
}

function readArguments(command: Command, args: readonly string[]): ReturnType<typeof parseArgs> | string {
  try {
    return parseArgs({
      args: [...args],
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    return `${command.name}: ${(error as Error).message.split('. ')[0]}`;
  }
}

function write(outcome: Outcome, asJson: boolean): void {
  for (const line of outcome.complaints ?? []) process.stderr.write(`tinyscape: ${line}\n`);
  if (asJson) process.stdout.write(`${JSON.stringify(outcome.json, undefined, 2)}\n`);
  else if (outcome.text) process.stdout.write(`${outcome.text}\n`);
}

/** Runs one command; returns the process's exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${help()}\n`);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    process.stderr.write(`tinyscape: no command "${name}"; there are ${COMMANDS.map((each) => each.name).join(', ')}\n`);
    return 2;
  }
  const parsed = readArguments(command, rest);
  const asJson = rest.includes('--json');
  const outcome =
    typeof parsed === 'string'
      ? unusable(parsed)
      : parsed.values['help']
        ? { status: 0 as const, json: { usage: command.usage }, text: `tinyscape ${command.usage}\n${command.summary}` }
        : await command.run(parsed.positionals, parsed.values);
  write(outcome, asJson);
  return outcome.status;
}
