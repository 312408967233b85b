/** `npm run bench`: the command line's speed rows, then the size of the first load. Arguments go to `tinyscape bench`. */
import { checkBudget } from './budget.js';
import { runNode, runTool } from './command.js';

const args = process.argv.slice(2);
const timed = runNode('scripts/prepare.js', []) && runNode('bin/tinyscape.js', ['bench', ...args]);
const sized = args.length > 0 || (runTool('vite', ['build', '--logLevel', 'warn']) && checkBudget());
process.exitCode = timed && sized ? 0 : 1;
