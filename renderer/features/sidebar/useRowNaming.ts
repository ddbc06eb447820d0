import { useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { SidebarStore } from '../../state/window/sidebar.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import type { NameFieldProps, TypedName } from '../../ui/NameField.tsx';

interface NamedRow {
  readonly key: string;
  readonly problemOf?: NameFieldProps['problemOf'];
  readonly rename: (name: string) => void;
}

/** Gives the field of the row of a long list that is being renamed; undefined for every other row. */
export function useRowNaming(
  sidebar: SidebarStore,
  list: RefObject<LongListHandle | null>,
  onProblem?: (problem: string | null) => void,
): (row: NamedRow) => Omit<NameFieldProps, 'name'> | undefined {
  const renaming = useStore(sidebar, (state) => state.renaming);
  // A row whose place changes, or that is scrolled out of view and back, gets another field.
  const [typed] = useState(() => new Map<string, TypedName>());
  return ({ key, problemOf, rename }) => {
    if (renaming !== key) return undefined;
    return {
      typed: typed.get(key),
      onTyped(text) {
        typed.clear();
        typed.set(key, text);
      },
      problemOf,
      ...(onProblem && { onProblem }),
      onDone(name) {
        sidebar.setState({ renaming: null });
        typed.clear();
        onProblem?.(null);
        // Left by a click, the focus is already on its way elsewhere.
        const { element } = list.current ?? {};
        if (element?.contains(document.activeElement)) element.focus();
        if (name !== null) rename(name);
      },
    };
  };
}
