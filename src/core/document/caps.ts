/** Largest document that opens, so that no file or link can hang the page. All are also stated in the README. */
export const MAX_NODES = 2000;
export const MAX_INPUTS = 256;
/** Of all nodes together; each is drawn, and scheduled. */
export const MAX_EDGES = 20_000;
export const MAX_PORT = 255;
export const MAX_GROUPS = 500;
export const MAX_REPEAT = 256;
export const MAX_OUTPUTS = 256;
/** Integers of one parameter: a shape, a permutation, a table of paddings. */
export const MAX_LIST = 4096;
/** Names; a file's tensors have long ones. */
export const MAX_NAME_CHARACTERS = 1000;
/** A text parameter of a node. */
export const MAX_TEXT_CHARACTERS = 4000;
export const MAX_NOTES_CHARACTERS = 20_000;
export const MAX_CUSTOM_CHIPS = 32;
export const MAX_REGIONS = 16;
export const MAX_PRESETS = 32;
/** Tensors of an opened file. */
export const MAX_TENSORS = 20_000;
/** Bytes, cycles, offsets and other counts: 2^40. */
export const MAX_QUANTITY = 1_099_511_627_776;
/** Canvas coordinates, pixels either way. */
export const MAX_COORDINATE = 1_000_000;
/** A JSON document, characters. */
export const MAX_JSON_CHARACTERS = 8_000_000;
