import type { Keys } from '../ui/keys.ts';

/** Keys that do one thing, or the same in several directions. */
interface KeyLine {
  readonly keys: readonly Keys[];
  readonly does: string;
}

/** The keys of a part of the window, while the focus is in it. */
interface PaneKeys {
  readonly name: string;
  /** The selector of the element that has them. */
  readonly within: string;
  readonly lines: readonly KeyLine[];
}

const pages: KeyLine = { keys: ['PageUp', 'PageDown'], does: 'A page up or down' };
const ends: KeyLine = { keys: ['Home', 'End'], does: 'First or last row' };

/**
 * What the keys do that are no commands, since they mean something in one part of the window alone. The parts handle them themselves, and
 * `test/unit/renderer/paneKeys.test.ts` compares what they handle with this list, which the help shows.
 */
export const paneKeys: readonly PaneKeys[] = [
  {
    name: 'Headers of the columns',
    within: '.timeline-header',
    lines: [
      { keys: ['ArrowLeft', 'ArrowRight'], does: 'The column before or after' },
      { keys: ['Home', 'End'], does: 'First or last column' },
      { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], does: 'Narrower or wider' },
      { keys: ['Mod+Shift+ArrowLeft', 'Mod+Shift+ArrowRight'], does: 'Move the column' },
      { keys: ['Enter', 'Space'], does: 'Columns, times and rows' },
      { keys: ['Escape', 'ArrowDown'], does: 'Back to the records' },
    ],
  },
  {
    name: 'Timeline',
    within: '[role="grid"][aria-label="Timeline"]',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'Select the record above or below' },
      pages,
      { keys: ['Home'], does: 'First record' },
      { keys: ['End'], does: 'Last record, and follow what comes' },
      { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: 'Select a stretch' },
      { keys: ['Mod+ArrowUp', 'Mod+ArrowDown'], does: 'Go on without selecting' },
      { keys: ['Space'], does: 'Add the current record to the selection, or take it out' },
      { keys: ['Mod+A'], does: 'Select every listed record' },
      { keys: ['Escape'], does: 'Select the current record alone' },
      { keys: ['Mod+C'], does: 'Copy: text as text, other bytes as hex' },
      { keys: ['Enter'], does: 'Show the current record large' },
      { keys: ['Shift+F10'], does: 'What else can be done with it' },
    ],
  },
  {
    name: 'Hex dump',
    within: '[role="grid"][aria-label="Hex dump"]',
    lines: [
      {
        keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
        does: 'The byte before or after, a row up or down',
      },
      pages,
      { keys: ['Home', 'End'], does: 'First or last byte of the row' },
      { keys: ['Mod+Home', 'Mod+End'], does: 'First or last byte' },
      { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], does: 'Select bytes' },
      { keys: ['Mod+A'], does: 'Select all bytes' },
      { keys: ['Escape'], does: 'Select the current byte alone' },
      { keys: ['Mod+C'], does: 'Copy, as hex or as text after the column' },
      { keys: ['N', 'Shift+N'], does: 'Next or previous match in these bytes' },
    ],
  },
  {
    name: 'Values',
    within: '[role="grid"][aria-label="Values"]',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'The value above or below' },
      { keys: ['ArrowLeft', 'ArrowRight'], does: 'Little endian or big endian' },
      pages,
      ends,
      { keys: ['Enter', 'Space'], does: 'Select its bytes' },
      { keys: ['Mod+C'], does: 'Copy the value' },
    ],
  },
  {
    name: 'Text',
    within: '[role="document"][aria-label="Text"]',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'A line up or down' },
      pages,
      ends,
      { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], does: 'Select characters' },
      { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: 'Select to the line above or below' },
      { keys: ['Mod+A'], does: 'Select all of it' },
      { keys: ['Escape'], does: 'Select nothing' },
      { keys: ['Mod+C'], does: 'Copy as text' },
    ],
  },
  {
    name: 'JSON',
    within: '[role="tree"][aria-label="JSON"]',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'The line above or below' },
      { keys: ['ArrowRight'], does: 'Unfold, or go in' },
      { keys: ['ArrowLeft'], does: 'Fold, or go out' },
      { keys: ['Enter', 'Space'], does: 'Fold or unfold' },
      pages,
      ends,
      { keys: ['Mod+C'], does: 'Copy the value in the line' },
      { keys: ['Mod+A'], does: 'All of it' },
    ],
  },
  {
    name: 'Inspector, large',
    within: '.session-pane.is-large [data-pane="inspector"]',
    lines: [{ keys: ['Escape', 'Enter'], does: 'Back to the list' }],
  },
  {
    name: 'Traffic chart',
    within: '[role="slider"]',
    lines: [
      { keys: ['ArrowLeft', 'ArrowRight'], does: 'A step back or on in time' },
      { keys: ['PageUp', 'PageDown'], does: 'Ten steps back or on' },
      { keys: ['Home', 'End'], does: 'Begin or end' },
      { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], does: 'Select a stretch of time' },
      { keys: ['Enter'], does: 'Filter by the selected stretch, or go to the records there' },
      { keys: ['Escape'], does: 'Remove the selection, then the filter' },
    ],
  },
  {
    name: 'Filter',
    within: '.filter-field',
    lines: [
      { keys: ['Enter', 'Shift+Enter'], does: 'Next or previous match' },
      { keys: ['ArrowUp', 'ArrowDown'], does: 'In an empty field: the last filters' },
      { keys: ['Ctrl+Space'], does: 'What can be written here' },
      { keys: ['Escape'], does: 'Back to the records' },
    ],
  },
  {
    name: 'Composer',
    within: '[data-pane="composer"] .composer',
    lines: [
      { keys: ['Mod+Enter'], does: 'Send' },
      { keys: ['ArrowUp', 'ArrowDown'], does: 'In an empty composer: the message sent before or after' },
      { keys: ['Escape'], does: 'The empty composer again' },
      { keys: ['Alt+Shift+F'], does: 'Format JSON' },
    ],
  },
  {
    name: 'Named messages',
    within: '[role="tree"][aria-label="Messages"]',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'The message above or below' },
      pages,
      ends,
      { keys: ['Space'], does: 'Put it into the composer' },
      { keys: ['Enter'], does: 'Send it as it is saved' },
      { keys: ['Shift+Enter'], does: 'Repeat it' },
      { keys: ['F2'], does: 'Edit name and note' },
      { keys: ['Delete'], does: 'Delete it' },
      { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: 'Move it up or down' },
    ],
  },
  {
    name: 'Peers',
    within: '[role="tree"][aria-label="Peers"]',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'The peer above or below' },
      pages,
      ends,
      { keys: ['Enter', 'Space'], does: 'Send to it alone' },
      { keys: ['Mod+Enter', 'Mod+Space'], does: 'Send to it, too, or no longer' },
      { keys: ['Mod+C'], does: 'Copy its address' },
      { keys: ['Delete'], does: 'Disconnect it' },
      { keys: ['ArrowRight', 'ArrowLeft'], does: 'Unfold or fold those who have gone' },
    ],
  },
  {
    name: 'Connections',
    within: '[role="tree"][aria-label="Connections"]',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'The row above or below; letters go to a name' },
      { keys: ['ArrowRight', 'ArrowLeft'], does: 'Open or close a folder' },
      pages,
      ends,
      { keys: ['Enter'], does: 'Show the connection' },
      { keys: ['F2'], does: 'Rename' },
      { keys: ['Delete'], does: 'Delete' },
      { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: 'Move up or down' },
      { keys: ['Alt+ArrowLeft', 'Alt+ArrowRight'], does: 'Move out of the folder, or into the one above' },
    ],
  },
  {
    name: 'Recordings',
    within: '[role="tree"][aria-label="Recordings"]',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'The recording above or below; letters go to a name' },
      { keys: ['ArrowRight', 'ArrowLeft'], does: 'Show or hide failed attempts' },
      pages,
      ends,
      { keys: ['Enter', 'Space'], does: 'Show it' },
      { keys: ['F2'], does: 'Rename' },
      { keys: ['Delete'], does: 'Delete' },
    ],
  },
  {
    name: 'Tabs',
    within: '[data-pane="tabs"]',
    lines: [
      { keys: ['ArrowLeft', 'ArrowRight'], does: 'The tab before or after' },
      { keys: ['Home', 'End'], does: 'First or last tab' },
      { keys: ['Delete'], does: 'Close the tab' },
    ],
  },
  {
    name: 'Comparison of a replay',
    within: '[role="grid"][aria-label="Comparisons"]',
    lines: [{ keys: ['ArrowUp', 'ArrowDown'], does: 'The comparison above or below' }],
  },
  {
    name: 'Sent messages',
    within: '.sent-history',
    lines: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'The message above or below' },
      pages,
      { keys: ['Enter'], does: 'Open in the composer' },
      { keys: ['Mod+Enter'], does: 'Send again' },
      { keys: ['Mod+S'], does: 'Save as message' },
    ],
  },
];

/** The part that has the focus; null in none of them. */
export function paneAt(document: Pick<Document, 'activeElement'>): PaneKeys | null {
  const { activeElement } = document;
  if (activeElement === null) return null;
  return paneKeys.find(({ within }) => activeElement.closest(within) !== null) ?? null;
}
