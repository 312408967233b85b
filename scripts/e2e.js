/** `npm run e2e`: builds app and command line, finds a browser, runs the end-to-end tests; arguments go to Playwright. */
import { ensureChromium } from './chromium.js';
import { runNode, runTool } from './command.js';

ensureChromium();
const built = runNode('scripts/prepare.js', []) && runTool('vite', ['build', '--logLevel', 'warn']);
process.exitCode = built && runTool('playwright', ['test', ...process.argv.slice(2)]) ? 0 : 1;
