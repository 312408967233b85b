/** The C++ compilers of this machine, for checking generated code. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const STUB = fileURLToPath(new URL('./tflm-stub', import.meta.url));
const FLAGS = ['-std=c++17', '-Wall', '-Wextra', '-Werror', '-fno-exceptions', '-fno-rtti', '-DTF_LITE_STATIC_MEMORY'];

export const hasCompiler = (name: string): boolean => spawnSync(name, ['--version']).status === 0;

/** Compiles with the flags the bundle promises, against declarations of our own; returns what the compiler had to say. */
export function compile(compiler: string, folder: string, args: readonly string[]): string {
  const { status, stderr } = spawnSync(compiler, [...FLAGS, '-isystem', STUB, ...args], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? '' : stderr || `${compiler} ended with ${status}`;
}

/** Our stand-in for the runtime, which answers with outputs read from the file that REPLAY names. */
export const REPLAY_SOURCE = `${STUB}/replay.cc`;
