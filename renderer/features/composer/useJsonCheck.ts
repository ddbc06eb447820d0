import { useEffect, useMemo, useState } from 'react';
import { checkJson, uncheckedJson, type Draft, type JsonCheck } from './draft.ts';

/** 100,000 characters are read within a frame or two. A longer text is read when nobody has typed for a moment. */
const mostAtOnce = 100_000;
/** 300 ms: longer than between two key presses. */
const quietMs = 300;

/** What is known of a draft as JSON. Of a long text nothing is known while it is being typed. */
export function useJsonCheck({ mode, text }: Pick<Draft, 'mode' | 'text'>): JsonCheck {
  const isLong = mode === 'json' && text.length > mostAtOnce;
  const [late, setLate] = useState<{ readonly text: string; readonly check: JsonCheck } | null>(null);
  const now = useMemo(() => (isLong ? null : checkJson({ mode, text })), [isLong, mode, text]);
  useEffect(() => {
    if (!isLong) return undefined;
    const timer = setTimeout(() => setLate({ text, check: checkJson({ mode, text }) }), quietMs);
    return () => clearTimeout(timer);
  }, [isLong, mode, text]);
  return now ?? (late?.text === text ? late.check : uncheckedJson);
}
