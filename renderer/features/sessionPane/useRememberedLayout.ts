import { useDefaultLayout, type GroupProps } from 'react-resizable-panels';

/** The sizes that a person gave the panes of a group, by the ids of those that are there. Sizes that nobody chose are not remembered. */
export function useRememberedLayout(
  id: string,
  panelIds: string[],
): Pick<GroupProps, 'defaultLayout' | 'onLayoutChanged'> {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `wirebench.${id}`,
    panelIds,
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  });
  return { ...(defaultLayout && { defaultLayout }), onLayoutChanged };
}
