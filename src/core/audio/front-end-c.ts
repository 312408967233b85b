/** A front end as C99 for the chip: its tables as constants and the same integer arithmetic, which a test compiles and compares to the bit. */
import { frontEndTables, type FrontEndTables } from './extract.ts';
import { ADAPTING_C, DECLARATIONS_C, FEED_C, FFT_C, FILTERS_C, LOG_C, PLAIN_C, WINDOW_C } from './front-end-c-parts.ts';
import { COSINE_SHIFT } from './cosine-transform.ts';
import { upperHzAt, type FrontEnd } from './front-end.ts';
import { FILTER_BITS } from './filter-bank.ts';
import { GAIN_BITS, OUTPUT_BITS, SNR_BITS } from './gain-control.ts';
import { LN_2, LOG_BITS } from './log-scale.ts';
import { EVEN_SMOOTHING, LEAST_SIGNAL, NOISE_BITS, ODD_SMOOTHING, SMOOTHING_BITS } from './noise-reduction.ts';
import { WINDOW_BITS } from './window.ts';

const FRONT_END_HEADER = 'tinyscape_front_end.h';
const FRONT_END_SOURCE = 'tinyscape_front_end.c';

/** Text of the two files by their names. */
export function frontEndC(frontEnd: FrontEnd, sampleRate: number): Readonly<Record<string, string>> {
  const tables = frontEndTables(frontEnd, sampleRate);
  return { [FRONT_END_HEADER]: header(frontEnd, sampleRate, tables), [FRONT_END_SOURCE]: source(frontEnd, tables) };
}

/**
 * Bytes of the C source's state and of its constants, as the fields below are laid out on a 32-bit target. The code comes on top.
 */
export function frontEndBytes(frontEnd: FrontEnd, sampleRate: number): { readonly state: number; readonly tables: number } {
  const { window, fft, filters, gain, log, cosine } = frontEndTables(frontEnd, sampleRate);
  const noise = frontEnd.adapts ? 4 * frontEnd.channels : 0;
  const fields = 8 * (frontEnd.channels + 1) + noise + 2 * window.length + 2 * fft.size + 2 * (fft.size + 2) + 2;
  const shorts = [window, fft.order, fft.twiddles, fft.joints, filters.falling, filters.rising, gain, log, cosine];
  const tables = filters.triangle.length + shorts.reduce((sum, table) => sum + 2 * table.length, 0);
  return { state: Math.ceil(fields / 8) * 8, tables };
}

function header(frontEnd: FrontEnd, sampleRate: number, { window, step, fft }: FrontEndTables): string {
  const { label, channels, features, frames, unit, adapts, lowerHz } = frontEnd;
  return `/*
 * ${label}: windows of ${window.length} samples every ${step}, at ${sampleRate} Hz, ${channels} mel filters
 * from ${lowerHz} to ${upperHzAt(frontEnd, sampleRate)} Hz. Made by Tinyscape; gives the features the network was trained on, to the bit.
 * Right shifts of negative numbers are taken to be arithmetic, as every compiler for microcontrollers does.
 */
#ifndef TINYSCAPE_FRONT_END_H
#define TINYSCAPE_FRONT_END_H

#include <stddef.h>
#include <stdint.h>

${define('SAMPLE_RATE', sampleRate)}
${define('WINDOW', window.length)}
${define('STEP', step)}
${define('FFT', fft.size)}
${define('CHANNELS', channels)}
${define('ADAPTS', adapts ? 1 : 0)}
${define('FEATURES', features)}
/* Frames of one second, as the network takes them. */
${define('FRAMES', frames)}
/* A feature times this is the network's float input. */
${define('UNIT', `(1.0f / ${1 / unit}.0f)`)}

${DECLARATIONS_C}`;
}

const define = (name: string, value: number | string): string => `#define TINYSCAPE_${name} ${value}`;

function source(frontEnd: FrontEnd, tables: FrontEndTables): string {
  const body = frontEnd.adapts ? ADAPTING_C : PLAIN_C;
  return [
    `#include "${FRONT_END_HEADER}"\n`,
    constants(frontEnd, tables),
    tablesText(tables),
    WINDOW_C,
    FFT_C,
    FILTERS_C,
    LOG_C,
    body,
    FEED_C,
  ].join('\n');
}

function constants({ logShift, adapts }: FrontEnd, { correctionBits, filters }: FrontEndTables): string {
  const shared = { FIRST_BIN: filters.firstBin, BINS: filters.triangle.length, WINDOW_BITS, FILTER_BITS, CORRECTION_BITS: correctionBits };
  const logarithm = { LOG_BITS, LOG_SHIFT: logShift, LN_2 };
  const own = adapts
    ? { EVEN_SMOOTHING, ODD_SMOOTHING, LEAST_SIGNAL, NOISE_BITS, SMOOTHING_BITS, GAIN_BITS, SNR_BITS, OUTPUT_BITS }
    : { COSINE_SHIFT };
  const entries = Object.entries({ ...shared, ...logarithm, ...own });
  return `enum {\n${entries.map(([name, value]) => `  ${name} = ${value},`).join('\n')}\n};\n`;
}

function tablesText({ window, fft, filters, gain, log, cosine }: FrontEndTables): string {
  return [
    cTable('int16_t', 'window_table', window),
    cTable('uint16_t', 'fft_order', fft.order),
    cTable('int16_t', 'fft_twiddles', fft.twiddles),
    cTable('int16_t', 'fft_joints', fft.joints),
    cTable('uint8_t', 'filter_triangle', filters.triangle),
    cTable('int16_t', 'filter_falling', filters.falling),
    cTable('int16_t', 'filter_rising', filters.rising),
    cTable('uint16_t', 'log_table', log),
    ...(gain.length > 0 ? [cTable('int16_t', 'gain_table', gain)] : []),
    ...(cosine.length > 0 ? [cTable('int16_t', 'cosine_table', cosine)] : []),
  ].join('\n');
}

const PER_LINE = 16;

function cTable(type: string, name: string, values: ArrayLike<number>): string {
  const all = Array.from(values);
  const lines = Array.from(
    { length: Math.ceil(all.length / PER_LINE) },
    (_, i) => `  ${all.slice(i * PER_LINE, (i + 1) * PER_LINE).join(', ')},`,
  );
  return `static const ${type} ${name}[${all.length}] = {\n${lines.join('\n')}\n};\n`;
}
