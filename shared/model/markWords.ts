import { visibleLine } from '../bytes/visibleText.ts';
import type { MarkLook } from './mark.ts';

/** A note in one line, with what is invisible in it as signs. */
export function lineOfNote(note: string): string {
  return visibleLine(note.replaceAll(/\s*\n\s*/g, ' '));
}

/** `marked red: slow`, in one line. */
export function describeMark({ colour, note }: MarkLook): string {
  return `marked ${colour}${note === null ? '' : `: ${lineOfNote(note)}`}`;
}
