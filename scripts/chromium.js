/** Finds a Chromium for the end-to-end tests, or installs one. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runTool } from './command.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Without these a headless Chromium calls home; without a sandbox it runs as root too. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} path of an installed Chromium or Chrome: CHROMIUM_PATH first, then the usual names */
export function findChromium() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin');
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC];
  return process.env['CHROMIUM_PATH'] ?? candidates.find(isExecutable);
}

function installDebianChromium() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('Installing chromium with apt-get ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { stdio: 'inherit', env });
}

/**
 * Makes sure that the tests find a browser: an installed one; else Debian's package in CI, and Playwright's own download elsewhere;
 * where that download fails, Debian's package after all.
 */
export function ensureChromium() {
  if (findChromium()) return;
  if (process.env['CI']) installDebianChromium();
  if (findChromium()) return;
  console.log('No Chromium or Chrome found (CHROMIUM_PATH, PATH); downloading one with "npx playwright install chromium" ...');
  if (!runTool('playwright', ['install', 'chromium'])) installDebianChromium();
}
