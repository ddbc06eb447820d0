import type { CompletionItem } from '../../shared/base/completion.ts';

/** Inserts as if typed, so that it can be undone; the field gets the usual change event. */
export function insertInto(
  field: HTMLInputElement | HTMLTextAreaElement,
  { from, to, insert, caret }: CompletionItem,
): void {
  field.focus();
  field.setSelectionRange(from, to);
  if (!document.execCommand('insertText', false, insert)) {
    field.setRangeText(insert, from, to, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  if (caret < insert.length) field.setSelectionRange(from + caret, from + caret);
}
