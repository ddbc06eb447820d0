import type { ColumnId } from '../../state/window/tableColumns.ts';
import { measureCharacter } from '../../ui/useCharacterWidth.ts';

/** Half characters: finer steps cannot be seen. */
const stepsPerCharacter = 2;

/** How wide a header is, in characters of the table. */
export function charactersWide(header: HTMLElement): number {
  return inCharacters(header.getBoundingClientRect().width, header);
}

/** A width in pixels in characters of the table, up to the next half. */
export function inCharacters(pixels: number, header: HTMLElement): number {
  const row = header.closest<HTMLElement>('.timeline-header') ?? header;
  const steps = (pixels / measureCharacter(row)) * stepsPerCharacter;
  // A hundredth of a step less, since browsers round positions.
  return Math.ceil(steps - 0.01) / stepsPerCharacter;
}

/** How wide the content of a column is, of the rows that are drawn and of its header, in characters. */
export function contentCharacters(header: HTMLElement, id: ColumnId): number {
  const cells = [
    ...(header.closest('.timeline-grid')?.querySelectorAll(`.timeline-row > .timeline-${id}`) ?? []),
  ];
  const heading = header.querySelector('.timeline-heading');
  const widths = [heading, ...cells].map((cell) => (cell ? contentPixels(cell) : 0));
  return inCharacters(Math.max(...widths), header);
}

function contentPixels(cell: Element): number {
  const content = document.createRange();
  content.selectNodeContents(cell);
  return content.getBoundingClientRect().width;
}
