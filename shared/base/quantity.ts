/** A number and its unit apart, so that the unit can be shown thinner than the number. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** Number and unit with a no-break space in between. */
export function formatQuantity({ value, unit }: Quantity): string {
  return `${value}\u00a0${unit}`;
}

/** The singular for 1, and the plural for every other number, 0 included. Pass `many` for a plural that is more than an added s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** A number with what it counts: `1 chunk`, `12,304 chunks`. */
export function formatCounted(count: number, one: string, many?: string): string {
  return `${formatCount(count)} ${plural(count, one, many)}`;
}

/** As `formatCounted`, but with 1 as a word: `one client`, for use within a sentence. */
export function countedInWords(count: number, one: string, many?: string): string {
  return count === 1 ? `one ${one}` : formatCounted(count, one, many);
}

/** The same words with a capital letter, to begin a sentence or a label. */
export function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The digits of a whole number in groups of three, separated by commas in every language, so that the same number always reads the same: `12,304`. */
export function formatCount(count: number | bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
