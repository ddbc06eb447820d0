import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useRef, useState, type FocusEvent, type ReactNode } from 'react';
import { joinClasses } from './joinClasses.ts';
import { VisibleText } from './VisibleText.tsx';
import './popup.css';
import './select.css';

export interface SelectOption<Value> {
  readonly value: Value;
  readonly label: string;
  /** A quiet word after the label, in the list only. */
  readonly note?: string;
}

export interface SelectProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly disabled?: boolean;
  readonly className?: string;
  readonly onValue: (value: Value) => void;
  /** Where the focus goes after another value was chosen; by default, or when nothing was chosen, it stays here. */
  readonly nextFocus?: () => HTMLElement | null;
}

export function Select<Value>(props: SelectProps<Value>): ReactNode {
  const { label, value, options, disabled = false, className, onValue, nextFocus } = props;
  const hasChosen = useRef(false);
  const [isOpen, setOpen] = useState(false);
  const isLeft = useRef(false);
  const open = (next: boolean): void => {
    if (next) hasChosen.current = isLeft.current = false;
    setOpen(next);
  };
  // A key such as that of the palette takes the focus elsewhere: an open list would stay above what has it.
  const leave = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Element) || currentTarget.contains(relatedTarget)) return;
    isLeft.current = relatedTarget.closest('.dialog, .palette') !== null;
    if (isLeft.current) setOpen(false);
  };
  return (
    <Base.Root
      open={isOpen}
      items={options.map((option) => ({ value: option.value, label: <VisibleText text={option.label} /> }))}
      value={value}
      disabled={disabled}
      onValueChange={(chosen) => {
        if (chosen === null) return;
        hasChosen.current = true;
        onValue(chosen);
      }}
      onOpenChange={open}
    >
      <Base.Trigger aria-label={label} className={joinClasses('select', className)}>
        <span className="select-value">
          <Base.Value />
        </span>
        <ChevronDown size={14} aria-hidden />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          sideOffset={4}
          collisionPadding={8}
          alignItemWithTrigger={false}
          className="popup-positioner"
        >
          <Base.Popup
            className="popup"
            onBlur={leave}
            finalFocus={() => (hasChosen.current && nextFocus ? nextFocus() : !isLeft.current)}
          >
            <Base.List aria-label={label}>
              {options.map((option) => (
                <Item key={String(option.value)} {...option} />
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item<Value>({ value, label, note }: SelectOption<Value>): ReactNode {
  return (
    <Base.Item value={value} className="popup-item">
      <span className="popup-mark">
        <Base.ItemIndicator>
          <Check size={14} aria-hidden />
        </Base.ItemIndicator>
      </span>
      <Base.ItemText className="popup-text">
        <VisibleText text={label} />
      </Base.ItemText>
      {note !== undefined && <span className="popup-note">{note}</span>}
    </Base.Item>
  );
}
