import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';
import { joinClasses } from './joinClasses.ts';
import './segmented.css';

interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What stands for the label where there is no room for words. */
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  /** The command that chooses it. */
  readonly command?: string;
}

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly SegmentedOption<Value>[];
  readonly onValue: (value: Value) => void;
  /** Shows the icons, with the labels as their tooltips. */
  readonly areSigns?: boolean;
}

/** A choice among a few values, all visible. Arrow keys move, and one is always chosen. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactNode {
  const { label, value, options, onValue, areSigns = false } = props;
  return (
    <ToggleGroup
      aria-label={label}
      className="segmented"
      value={[value]}
      onValueChange={(chosen) => {
        const next = options.find((option) => chosen.includes(option.value) && option.value !== value);
        if (next) onValue(next.value);
      }}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          disabled={option.disabled ?? false}
          className={joinClasses('segmented-option', areSigns && 'segmented-sign')}
          data-command={option.command}
          {...(areSigns && { 'aria-label': option.label, title: option.label })}
        >
          {areSigns ? option.icon : option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
