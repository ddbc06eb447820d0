import {
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  type FocusEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  type SyntheticEvent,
} from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';
import type { TemplateMark } from '../../../shared/template/templateMarks.ts';
import { insertInto } from '../insertInto.ts';
import { joinClasses } from '../joinClasses.ts';
import { suggestionId } from '../SuggestionList.tsx';
import { MarkedText } from './MarkedText.tsx';
import { TemplatePopup } from './TemplatePopup.tsx';
import { useTemplateAssist, type TemplateAssist } from './useTemplateAssist.ts';
import './template.css';

type Field = HTMLInputElement | HTMLTextAreaElement;

interface TemplateInputProps extends Omit<HTMLAttributes<Field>, 'onChange'> {
  readonly placeholder?: string | undefined;
  readonly readOnly?: boolean;
  readonly maxLength?: number;
  readonly value: string;
  readonly onText: (text: string) => void;
  /** A place of the text that is wrong for another reason than a reference. */
  readonly problem?: TextProblem | null;
  /** The number of lines of a field that has several. */
  readonly rows?: number | undefined;
  readonly inputRef?: Ref<Field | null>;
  /** Of the box around the field. */
  readonly boxClassName?: string;
}

/**
 * A text field in which references to variables stand: they are marked, completed, and say what they stand for. The marks are a layer of
 * their own behind the field, with the same text, which is invisible; the field draws its text and selection itself, so that input methods,
 * undo and every script work in it as in any other.
 */
export function TemplateInput(props: TemplateInputProps): ReactNode {
  const { value, onText, problem = null, rows, inputRef, className, boxClassName, ...rest } = props;
  const id = useId();
  const field = useRef<Field>(null);
  const layer = useRef<HTMLDivElement>(null);
  useImperativeHandle<Field | null, Field | null>(inputRef, () => field.current, []);
  const assist = useTemplateAssist(value, (item) => {
    if (field.current) insertInto(field.current, item);
  });
  const follow = (): void => placeBehind(field.current, layer.current);
  useEffect(follow);
  const listeners = useFieldListeners(assist, layer, { ...rest, onText });
  const listId = assist.items.length > 0 ? `${id}-list` : undefined;
  const hasLayer = problem !== null || value.includes('{{');
  const common = {
    ...rest,
    ...attributesOf(listId, assist.active),
    ...listeners,
    value,
    className: joinClasses('template-input', className),
    onScroll: follow,
  };
  const setInput = (element: Field | null): void => {
    field.current = element;
  };
  return (
    <div className={joinClasses('template-field', boxClassName)}>
      {hasLayer && (
        <div
          ref={layer}
          className={joinClasses('template-marks mono', rows === undefined ? 'is-line' : 'is-lines')}
          aria-hidden
        >
          <MarkedText
            text={value}
            marks={assist.marks}
            problem={problem}
            caret={assist.items[0]?.from ?? null}
          />
        </div>
      )}
      {rows === undefined ? (
        <input spellCheck={false} autoComplete="off" autoCapitalize="off" {...common} ref={setInput} />
      ) : (
        <textarea spellCheck={false} {...common} rows={rows} ref={setInput} />
      )}
      <TemplatePopup
        assist={assist}
        listId={`${id}-list`}
        boxOf={(from) =>
          layer.current?.querySelector(`[data-from="${from}"]`)?.getBoundingClientRect() ?? null
        }
      />
    </div>
  );
}

/** Puts the marks behind the text that they are of, however far that is scrolled. */
function placeBehind(field: Field | null, layer: HTMLElement | null): void {
  if (!layer || !field) return;
  // A scroll bar takes its width from the text.
  layer.style.right = `${field.offsetWidth - field.clientWidth - 2}px`;
  layer.scrollLeft = field.scrollLeft;
  layer.scrollTop = field.scrollTop;
}

/** What a person does in the field, as the assist is told of it. The listeners that the field was given come after it. */
function useFieldListeners(
  assist: TemplateAssist,
  layer: RefObject<HTMLElement | null>,
  { onText, onBlur, onKeyDown }: Pick<TemplateInputProps, 'onText' | 'onBlur' | 'onKeyDown'>,
) {
  return {
    onSelect: ({ currentTarget }: SyntheticEvent<Field>) =>
      assist.caretMoved(currentTarget.selectionStart ?? 0),
    onChange: ({ currentTarget }: SyntheticEvent<Field>) => {
      onText(currentTarget.value);
      assist.typed(currentTarget.value, currentTarget.selectionStart ?? 0);
    },
    onPointerMove: (event: PointerEvent<Field>) =>
      assist.hovered(markUnder(layer.current, assist.marks, event)),
    onPointerLeave: () => assist.hovered(null),
    onBlur: (event: FocusEvent<Field>) => {
      assist.left();
      onBlur?.(event);
    },
    onKeyDown: (event: KeyboardEvent<Field>) => {
      const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
      const { isComposing } = event.nativeEvent;
      if (assist.press({ key, ctrlKey, altKey, metaKey, shiftKey, isComposing })) {
        event.preventDefault();
        event.stopPropagation();
      } else onKeyDown?.(event);
    },
  };
}

/** A text field may name the active item of a list that completes it (WAI-ARIA 1.2, textbox). */
function attributesOf(listId: string | undefined, active: number) {
  if (listId === undefined) return { 'aria-autocomplete': 'list' as const };
  return {
    'aria-autocomplete': 'list' as const,
    'aria-controls': listId,
    'aria-activedescendant': active >= 0 ? suggestionId(listId, active) : undefined,
  };
}

/** The innermost reference under the pointer. */
function markUnder(
  layer: HTMLElement | null,
  marks: readonly TemplateMark[],
  { clientX, clientY }: PointerEvent,
): TemplateMark | null {
  const isUnder = ({ left, right, top, bottom }: DOMRect): boolean =>
    clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
  const elements = [...(layer?.querySelectorAll<HTMLElement>('[data-mark]') ?? [])];
  const found = elements.find((element) => [...element.getClientRects()].some(isUnder));
  return marks[Number(found?.dataset['mark'] ?? -1)] ?? null;
}
