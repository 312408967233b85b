/** Pixels of a card, and of the room between cards. */
export const CARD_WIDTH = 180;
export const CARD_HEIGHT = 64;
/** Between neighbours of one rank. */
export const CARD_GAP = 28;
/** Between ranks: room for an edge, its label and the insert button. */
export const RANK_GAP = 36;
