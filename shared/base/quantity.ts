/** A number and its unit apart, so that the unit can be shown thinner than the number. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** Number and unit with a no-break space in between. */
export function formatQuantity({ value, unit }: Quantity): string {
  return `${value}\u00a0${unit}`;
}

/** Digits in groups of three, separated by commas in every language, so that the same number always reads the same: `12,304`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
