import { use, useMemo } from 'react';
import { copyText } from '../ui/copyText.ts';
import { HasTextMenu } from '../ui/hostMenu.ts';
import { formatKeys } from '../ui/keys.ts';
import type { MenuItem } from '../ui/Menu.tsx';
import { pasteText } from '../ui/pasteText.ts';
import type { EditorEvents } from './editorEvents.ts';
import type { TextEditor } from './monaco.ts';

/** What the menu of an editor offers; nothing where the host offers it. A failure is a sentence. */
export function useEditorMenu(
  instance: TextEditor | null,
  onPaste: EditorEvents['onPaste'],
  onFailure: (failure: unknown) => void,
): () => readonly MenuItem[] {
  const isOfHost = use(HasTextMenu);
  return useMemo(
    () => () => (instance === null || isOfHost ? [] : itemsOf(instance, onPaste, onFailure)),
    [instance, isOfHost, onPaste, onFailure],
  );
}

function itemsOf(
  instance: TextEditor,
  onPaste: EditorEvents['onPaste'],
  onFailure: (failure: unknown) => void,
): MenuItem[] {
  const selected = instance.selectedText();
  const act = (work: () => Promise<void>) => (): void => void work().catch(onFailure);
  const nothing = selected === '';
  return [
    {
      label: 'Cut',
      keys: formatKeys('Mod+X'),
      disabled: nothing,
      run: act(async () => {
        await copyText(selected);
        instance.replaceSelected('');
      }),
    },
    { label: 'Copy', keys: formatKeys('Mod+C'), disabled: nothing, run: act(() => copyText(selected)) },
    {
      label: 'Paste',
      keys: formatKeys('Mod+V'),
      run: act(async () => {
        const text = await pasteText();
        instance.replaceSelected(onPaste(text) ?? text);
      }),
    },
    { label: 'Select all', keys: formatKeys('Mod+A'), separated: true, run: () => instance.selectAll() },
  ];
}
