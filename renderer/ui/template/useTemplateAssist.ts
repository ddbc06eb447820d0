import { use, useMemo, useRef, useState } from 'react';
import type { CompletionItem } from '../../../shared/base/completion.ts';
import { completionsInTemplate } from '../../../shared/template/completeTemplate.ts';
import { markAt, templateMarks, type TemplateMark } from '../../../shared/template/templateMarks.ts';
import {
  afterTyping,
  pressAssistKey,
  restingAssist,
  type AssistKey,
  type AssistState,
} from './assistState.ts';
import { TemplateScope } from './templateScope.ts';

/** What a field does for the references in its text, whatever kind of field it is. */
export interface TemplateAssist {
  readonly marks: readonly TemplateMark[];
  /** Empty while no list is shown. */
  readonly items: readonly CompletionItem[];
  readonly active: number;
  /** The reference under the pointer, or else the one that the cursor is in. */
  readonly pointedAt: TemplateMark | null;
  typed(text: string, caret: number): void;
  /** The cursor has moved here, by typing or otherwise. */
  caretMoved(caret: number): void;
  hovered(mark: TemplateMark | null): void;
  left(): void;
  take(item: CompletionItem): void;
  /** Handles a key; false for one that is left to the field. */
  press(key: AssistKey): boolean;
}

const noMarks: readonly TemplateMark[] = [];
const noItems: readonly CompletionItem[] = [];

/** Without a scope around the field, nothing is marked or completed. `insert` changes the text as if the item had been typed. */
export function useTemplateAssist(text: string, insert: (item: CompletionItem) => void): TemplateAssist {
  const scope = use(TemplateScope);
  const [state, setState] = useState<AssistState | null>(null);
  // A field tells of the cursor in the same event as of the text, before the state has been drawn.
  const lastCaret = useRef(0);
  const [hovered, setHovered] = useState<TemplateMark | null>(null);
  const marks = useMemo(() => (scope === null ? noMarks : templateMarks(text, scope)), [text, scope]);
  const itemsAt = (at: string, caret: number): readonly CompletionItem[] =>
    scope === null ? noItems : completionsInTemplate(at, caret, scope);
  const isListOpen = state?.isListOpen ?? false;
  const items = isListOpen ? itemsAt(text, state?.caret ?? 0) : noItems;
  const show = (next: AssistState): void => {
    lastCaret.current = next.caret;
    setState(next);
  };
  return {
    marks,
    items,
    active: state?.active ?? -1,
    pointedAt: marks.find((mark) => isSamePlace(mark, hovered)) ?? (state && markAt(marks, state.caret)),
    typed: (typed, caret) => show(afterTyping(caret, itemsAt(typed, caret))),
    caretMoved: (caret) => {
      if (state === null || caret !== lastCaret.current) show({ ...restingAssist, caret });
    },
    hovered: setHovered,
    left: () => {
      setState(null);
      setHovered(null);
    },
    take: insert,
    press: (key) => {
      const now = state ?? restingAssist;
      const answer = pressAssistKey(now, itemsAt(text, lastCaret.current), key);
      if (answer === null) return false;
      if ('take' in answer) insert(answer.take);
      else setState({ ...answer.state, caret: lastCaret.current });
      return true;
    },
  };
}

function isSamePlace(mark: TemplateMark, other: TemplateMark | null): boolean {
  return other !== null && mark.from === other.from && mark.to === other.to;
}
