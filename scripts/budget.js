/** The first load: gzipped JavaScript of the entry, what it imports statically, and what the page preloads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { root } from './root.js';

export const FIRST_LOAD_BUDGET_BYTES = 250 * 1024;

const STATIC_IMPORT = /(?:\bimport|\bfrom)\s*["']([^"']+\.js)["']/g;
const TAG = /<(?:script|link)\b[^>]*>/g;

/**
 * @param {string} html
 * @returns {string[]} scripts and module preloads the page names, relative to it
 */
export function scriptsOfPage(html) {
  const tags = html.match(TAG) ?? [];
  const loading = tags.filter((tag) => tag.startsWith('<script') || tag.includes('modulepreload'));
  return loading.flatMap((tag) => /(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1] ?? []);
}

/**
 * @param {string} code a built module
 * @returns {string[]} specifiers of its static imports
 */
export function staticImports(code) {
  return [...code.matchAll(STATIC_IMPORT)].flatMap((match) => match[1] ?? []);
}

/**
 * @param {string} folder the built app
 * @returns {{ file: string, bytes: number }[]} every script of the first load with its gzipped size, largest first
 */
export function firstLoad(folder) {
  const page = pathToFileURL(join(folder, 'index.html'));
  const queue = scriptsOfPage(readFileSync(page, 'utf8')).map((path) => new URL(path, page));
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    if (sizes.has(url.href)) continue;
    const code = readFileSync(url);
    sizes.set(url.href, gzipSync(code).length);
    for (const specifier of staticImports(code.toString())) queue.push(new URL(specifier, url));
  }
  const rows = [...sizes].map(([href, bytes]) => ({ file: href.slice(new URL('.', page).href.length), bytes }));
  return rows.toSorted((a, b) => b.bytes - a.bytes);
}

/** Prints the first load of dist/. @returns {boolean} true when it is within the budget */
export function checkBudget() {
  const rows = firstLoad(join(root, 'dist'));
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of rows) console.log(`  ${(bytes / 1024).toFixed(1).padStart(6)} KiB  ${file}`);
  const verdict = total <= FIRST_LOAD_BUDGET_BYTES ? 'within' : 'OVER';
  console.log(
    `first load ${(total / 1024).toFixed(1)} KiB of gzipped JavaScript, ${verdict} the budget of ${FIRST_LOAD_BUDGET_BYTES / 1024} KiB`,
  );
  return total <= FIRST_LOAD_BUDGET_BYTES;
}
