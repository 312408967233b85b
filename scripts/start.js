/** `npm start`: installs what is missing, builds, serves the built app and prints its address. */
import { runTool } from './command.js';
import { ensureInstalled } from './install.js';

ensureInstalled();
if (!runTool('vite', ['build'])) process.exit(1);
console.log('\nTinyscape is at the address below; stop it with Ctrl+C.');
process.exitCode = runTool('vite', ['preview', ...process.argv.slice(2)]) ? 0 : 1;
