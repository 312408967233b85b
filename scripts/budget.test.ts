import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstLoad, scriptsOfPage, staticImports } from './budget.js';

describe('the first load', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'first-load-'));
    mkdirSync(join(folder, 'assets'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);

  it('counts the entry, what it imports statically, and preloads, each once, but nothing imported lazily', () => {
    write('index.html', '<script type="module" src="./assets/main.js"></script><link rel="modulepreload" href="./assets/react.js">');
    write('assets/main.js', 'import{r}from"./react.js";import"./side.js";const later=()=>import("./lazy.js");');
    write('assets/react.js', 'export{x as r}from"./side.js"');
    write('assets/side.js', 'export const x=1');
    write('assets/lazy.js', 'export const y=1');
    const files = firstLoad(folder).map(({ file }) => file);
    expect(files.toSorted()).toEqual(['assets/main.js', 'assets/react.js', 'assets/side.js']);
  });

  it('gives gzipped sizes, largest first', () => {
    write('index.html', '<script type="module" src="./assets/main.js"></script>');
    write('assets/main.js', 'import"./big.js"');
    write('assets/big.js', Array.from({ length: 500 }, (_, i) => `const v${i}=${(i * 7919) % 1000};`).join(''));
    const [first, second] = firstLoad(folder);
    expect(first?.file).toBe('assets/big.js');
    expect(first?.bytes).toBeGreaterThan(500);
    expect(second?.bytes).toBeLessThan(60);
  });
});

describe('reading a built page', () => {
  it('finds module scripts and preloads, not style sheets or icons', () => {
    const html =
      '<link rel="icon" href="./a.svg"><link rel="stylesheet" href="./a.css"><script type="module" crossorigin src="./a.js"></script>';
    expect(scriptsOfPage(html)).toEqual(['./a.js']);
  });

  it('finds static imports in minified code', () => {
    expect(staticImports('import*as e from"./a.js";import t,{n as r}from"./b.js";export*from"./c.js";import("./d.js")')).toEqual([
      './a.js',
      './b.js',
      './c.js',
    ]);
  });
});
