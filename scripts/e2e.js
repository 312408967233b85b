/** `npm run e2e`: builds, finds a browser, runs the end-to-end tests; arguments go to Playwright. */
import { ensureChromium } from './chromium.js';
import { runTool } from './command.js';

ensureChromium();
process.exitCode = runTool('vite', ['build']) && runTool('playwright', ['test', ...process.argv.slice(2)]) ? 0 : 1;
