import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SettingsStore } from './state/window/settings.ts';
import { UiProvider } from './ui/UiProvider.tsx';

interface SizedUiProps {
  readonly settings: SettingsStore;
  readonly children: ReactNode;
}

/** Everything that is drawn, in the sizes of text that the person has chosen. */
export function SizedUi({ settings, children }: SizedUiProps): ReactNode {
  const { textSize: text, monoSize: mono } = useStore(settings.store);
  const sizes = useMemo(() => ({ text, mono }), [text, mono]);
  return <UiProvider sizes={sizes}>{children}</UiProvider>;
}
