import { describe, expect, it } from 'vitest';
import { paneAt, paneKeys } from '../../../renderer/commands/paneKeys.ts';
import { selectionAfterKey } from '../../../renderer/editor/hexGrid/hexSelection.ts';
import { effectOfKey, nowhere } from '../../../renderer/features/chart/chartKeys.ts';
import { JsonFolds } from '../../../renderer/features/inspector/jsonFolds.ts';
import { jsonRowAfterKey } from '../../../renderer/features/inspector/jsonKeys.ts';
import { selectedByKey } from '../../../renderer/features/inspector/textSelection.ts';
import { placeAfterKey } from '../../../renderer/features/inspector/values/valueKeys.ts';
import { recordingActionOfKey } from '../../../renderer/features/sidebar/recordingKeys.ts';
import { actionOfKey } from '../../../renderer/features/sidebar/treeKeys.ts';
import { headerStepOf } from '../../../renderer/features/timeline/headerKeys.ts';
import { stepOfKey } from '../../../renderer/features/timeline/timelineKeys.ts';
import { recordingRows } from '../../../renderer/state/workspace/recordingRows.ts';
import { treeRows } from '../../../renderer/state/workspace/treeRows.ts';
import { topRowAfterKey } from '../../../renderer/ui/longList/scrollKeys.ts';
import { layOutJson } from '../../../shared/json/jsonLines.ts';
import { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import { fakeConnection, fakeRecording } from '../../support/fakeEngine.ts';

/** A key press, as the parts of the window read it. */
function pressOf(keys: string): Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  return {
    key: key === 'Space' ? ' ' : key.length === 1 ? key.toLowerCase() : key,
    ctrlKey: parts.includes('Mod') || parts.includes('Ctrl'),
    metaKey: false,
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  };
}

type Press = ReturnType<typeof pressOf>;

const json = layOutJson('{"a":{"b":1}}');
if (!json.ok) throw new Error(json.problem.message);
const jsonPlace = { lines: json.value, folds: new JsonFolds(json.value), current: 1, rowsInView: 4 };
const tree = new ConnectionTree([{ path: 'f' }], [{ ...fakeConnection('c1'), folder: 'f' }]);
const rows = treeRows(tree, new Set(['f']));
const failed = ['a', 'b'].map((each) => fakeRecording(each, { payloads: 0, wasOpen: false }));
const attempts = recordingRows(failed, () => true);
const cursor = {
  ...{ current: 1, beside: null, begin: 0, end: 9, rowsInView: 4, following: false },
  visible: { first: 0, end: 4 },
};

/** A text of two lines, and what is selected of it. */
const text = {
  rowCount: 2,
  lineAt: (row: number) => ({
    block: { start: 0, bytes: new TextEncoder().encode('a\nb\n') },
    row: { from: row * 2, to: row * 2 + 2, startsLine: true },
  }),
  topRowFor: ({ offset }: { readonly offset: number }) => Math.floor(offset / 2),
};
const firstCharacter = { anchor: 0, focus: 0, column: 'text' } as const;

/** What decides in each part whether a key is one of its own. Those without are looked at by hand. */
const deciders: Readonly<Record<string, (press: Press) => unknown>> = {
  'Headers of the columns': (press) => headerStepOf(press, 2, 6),
  Timeline: (press) => stepOfKey(press, cursor),
  'Hex dump': ({ key, shiftKey: shift, ctrlKey: command, altKey }) =>
    altKey
      ? null
      : selectionAfterKey(
          { anchor: 41, focus: 40, column: 'hex' },
          { key, shift, command },
          { size: 100, bytesPerRow: 16, rowsInView: 4 },
        ),
  Values: ({ key, ctrlKey, altKey }) =>
    ctrlKey || altKey ? null : placeAfterKey(key, { row: 1, column: 0, rowCount: 9, rowsInView: 4 }),
  Text: (press) => {
    // Nothing, where something was selected, is a selection, too.
    if (selectedByKey(press, { model: text, selection: firstCharacter, size: 4, topRow: 0 }) !== undefined)
      return true;
    return press.ctrlKey || press.altKey || press.shiftKey
      ? null
      : topRowAfterKey(press.key, { topRow: 2, rowsInView: 4, rowCount: 9 });
  },
  JSON: ({ key, ctrlKey, altKey }) => (ctrlKey || altKey ? null : jsonRowAfterKey(key, jsonPlace)),
  'Traffic chart': (press) => effectOfKey(press, { ...nowhere, cursor: 5 }, 20),
  Connections: (press) => actionOfKey(press, rows, 0, 4) ?? actionOfKey(press, rows, 1, 4),
  Recordings: (press) => recordingActionOfKey(press, attempts, 0, 4),
};

/** Handled beside them: copying, menus and steps to matches. A space scrolls text, as everywhere. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'Hex dump': ['Mod+C', 'N', 'Shift+N'],
  Values: ['Mod+C', 'Enter', 'Space'],
  Text: ['Mod+C'],
  JSON: ['Mod+C', 'Mod+A'],
  Timeline: ['Mod+C', 'Enter', 'Shift+F10'],
};
const usual: Readonly<Record<string, readonly string[]>> = { Text: ['Space'] };

function isHandled(decide: (press: Press) => unknown, keys: string): boolean {
  const decided = decide(pressOf(keys));
  return decided !== null && decided !== undefined;
}

const plainKeys = [
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'],
  ...['Enter', 'Space', 'Escape', 'Delete', 'Backspace', 'F2', 'Insert', 'M', 'N', '+', '-'],
];

describe.each(Object.entries(deciders))('the keys of %s', (name, decide) => {
  const listed = paneKeys.find((pane) => pane.name === name)?.lines.flatMap(({ keys }) => keys) ?? [];

  it('that the help lists do something', () => {
    const own = listed.filter((keys) => !elsewhere[name]?.includes(keys));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((keys) => !isHandled(decide, keys))).toEqual([]);
  });

  it('that do something are in the help', () => {
    const acting = plainKeys.filter((keys) => isHandled(decide, keys) && !usual[name]?.includes(keys));
    expect(acting.filter((keys) => !listed.includes(keys))).toEqual([]);
  });
});

describe('the part of the window in which the focus is', () => {
  const focusIn = (selector: string | null): Pick<Document, 'activeElement'> => ({
    activeElement: { closest: (asked: string) => (asked === selector ? {} : null) } as unknown as Element,
  });

  it('is found by what is around the focus', () => {
    const [first] = paneKeys;
    expect(paneAt(focusIn(first?.within ?? ''))).toBe(first);
    expect(paneAt(focusIn(null))).toBeNull();
    expect(paneAt({ activeElement: null })).toBeNull();
  });
});
