import { createContext, useContext } from 'react';

/** The sizes of text that a person has chosen, in CSS pixels. */
export interface TextSizes {
  /** Of labels and sentences. */
  readonly text: number;
  /** Of bytes, addresses, times and numbers. */
  readonly mono: number;
}

export const TextSizesContext = createContext<TextSizes | null>(null);

/** The sizes in force: for what is measured or drawn by script. Style sheets use the properties of theme.css. */
function useTextSizes(): TextSizes {
  const sizes = useContext(TextSizesContext);
  if (sizes === null) throw new Error('Sizes of text are known within UiProvider only.');
  return sizes;
}

/** The height of a row of monospaced text, in whole pixels, since a list counts in rows: 20 at 12.5. */
export function useMonoRow(): number {
  return monoRowOf(useTextSizes().mono);
}

/** The least height of a row in which nothing of the larger of the two is cut off: whatever height a person has chosen for the rows. */
export function useLeastRow(): number {
  const { text, mono } = useTextSizes();
  return Math.ceil(Math.max(text, mono) * 1.35);
}

function monoRowOf(monoPixels: number): number {
  return Math.round(monoPixels * 1.6);
}

/** Sets what theme.css makes all sizes of. */
export function drawTextSizes({ style }: HTMLElement, { text, mono }: TextSizes): void {
  style.setProperty('--size-text', `${text}px`);
  style.setProperty('--size-mono', `${mono}px`);
  style.setProperty('--mono-row', `${monoRowOf(mono)}px`);
}
