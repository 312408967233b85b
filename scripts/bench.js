/** `npm run bench`: the command line's speed rows; without arguments also the first load, an edit's way to the screen, and an inference beside
 * LiteRT.js. */
import { checkBudget } from './budget.js';
import { ensureChromium } from './chromium.js';
import { runNode, runTool } from './command.js';

/** Size and speed of the built app. */
function benchPage() {
  ensureChromium();
  return (
    runTool('vite', ['build', '--logLevel', 'warn']) &&
    checkBudget() &&
    runNode('scripts/run.js', ['bench/paint.ts']) &&
    runNode('scripts/run.js', ['bench/litert.ts'])
  );
}

const args = process.argv.slice(2);
const timed = runNode('scripts/prepare.js', []) && runNode('bin/tinyscape.js', ['bench', ...args]);
process.exitCode = timed && (args.length > 0 || benchPage()) ? 0 : 1;
