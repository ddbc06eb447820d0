import { useState } from 'react';
import { useDefaultLayout, type GroupProps, type LayoutStorage } from 'react-resizable-panels';

interface RememberedLayout {
  readonly layout: Pick<GroupProps, 'defaultLayout' | 'onLayoutChanged'>;
  /** The sizes are no longer those that a person gave. */
  readonly forget: () => void;
}

/** The sizes that a person gave the panes of a group, by the ids of those that are there. Sizes that nobody chose are not remembered. */
export function useRememberedLayout(id: string, panelIds: string[]): RememberedLayout {
  const [storage] = useState(() => forgettable(localStorage));
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `wirebench.${id}`,
    panelIds,
    storage,
    onlySaveAfterUserInteractions: true,
    debounceSaveMs: 0,
  });
  return { layout: { ...(defaultLayout && { defaultLayout }), onLayoutChanged }, forget: storage.forget };
}

/** A storage that knows what was kept in it, since the library names that as it likes. */
function forgettable(storage: Storage): LayoutStorage & { readonly forget: () => void } {
  const keys = new Set<string>();
  return {
    getItem(key) {
      keys.add(key);
      return storage.getItem(key);
    },
    setItem(key, value) {
      keys.add(key);
      storage.setItem(key, value);
    },
    forget() {
      for (const key of keys) storage.removeItem(key);
    },
  };
}
