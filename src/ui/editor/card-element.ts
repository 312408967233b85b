/** Id of a card's element in the page. */
export function cardElementId(item: string): string {
  return `card-${item}`;
}
