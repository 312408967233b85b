/** A design as a link: `#d=<version>.<base64url(deflate(JSON of nested arrays))>`. See design-codec.ts for the arrays. */
import { fail, type Result } from '../../base/result.ts';
import type { Design } from '../../document/design.ts';
import { parseDesign } from '../../document/parse-design.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { packDesign, unpackDesign } from './design-codec.ts';
import { deflateText, inflateText } from './inflate.ts';

/** Caps on what is opened. */
export const MAX_LINK_CHARACTERS = 200_000;
const MAX_INFLATED_BYTES = 2_000_000;

const VERSION = '1';

/** What follows `#d=` in the address. */
export function encodeLink(design: Design): string {
  return `${VERSION}.${toBase64Url(deflateText(JSON.stringify(packDesign(design))))}`;
}

/** The design of a link: a whole address, its fragment, or what follows `#d=`. The message says what is wrong with it. */
export function decodeLink(text: string): Result<Design> {
  const payload = linkPayload(text) ?? text.trim();
  if (payload.length > MAX_LINK_CHARACTERS) return refused(`it is longer than ${MAX_LINK_CHARACTERS} characters`);
  const dot = payload.indexOf('.');
  if (dot < 1 || !/^\d+$/.test(payload.slice(0, dot))) return refused('it does not start with a version');
  if (payload.slice(0, dot) !== VERSION)
    return refused(`it has version ${payload.slice(0, Math.min(dot, 9))}, newer than this page; reload the page`);
  const data = fromBase64Url(payload.slice(dot + 1));
  if (data === undefined) return refused('it holds characters that no link has, or was cut off');
  const json = inflateText(data, MAX_INFLATED_BYTES);
  return json.ok ? parseJson(json.value) : refused(json.error.message);
}

/** What follows `d=` in an address or fragment; undefined when there is none. */
export function linkPayload(address: string): string | undefined {
  return /[#&]d=([^&\s]*)/.exec(address)?.[1];
}

function parseJson(text: string): Result<Design> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('its contents are damaged');
  }
  const unpacked = unpackDesign(value);
  const design = unpacked.ok ? parseDesign(unpacked.value) : unpacked;
  return design.ok ? design : refused(design.error.message);
}

function refused(reason: string): Result<never> {
  return fail(`This link cannot be opened: ${reason}.`);
}
