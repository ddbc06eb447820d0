import { useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { LaterCode, LaterState } from '../state/base/laterCode.ts';

interface LaterProps<Code> {
  readonly code: LaterCode<Code>;
  readonly children: (code: Code) => ReactNode;
  /** What stands in its place where it cannot be loaded; nothing unless told. */
  readonly failed?: ReactNode;
}

/**
 * A part of the window whose code is loaded when it is first shown. What is there already is drawn at once, and nothing is drawn in its
 * place until then: that is a moment, in which anything else would only flicker.
 */
export function Later<Code>({ code, children, failed = null }: LaterProps<Code>): ReactNode {
  const now = useLater(code);
  if (now.state === 'loaded') return children(now.code);
  return now.state === 'failed' ? failed : null;
}

/** Loads code, and tells whether it is there. */
export function useLater<Code>(code: LaterCode<Code>): LaterState<Code> {
  useLayoutEffect(() => code.prepare(), [code]);
  return useSyncExternalStore(code.subscribe, code.read);
}
