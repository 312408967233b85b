#!/usr/bin/env node
import { existsSync } from 'node:fs';

const bundle = new URL('../dist-cli/main.js', import.meta.url);
if (existsSync(bundle)) {
  const { main } = await import(bundle.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error('tinyscape: the command line is not built yet; run "npm run prepare" in the checkout.');
  process.exitCode = 2;
}
