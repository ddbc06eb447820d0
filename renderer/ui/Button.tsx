import type { ComponentPropsWithRef, ReactNode } from 'react';
import { spokenKeys, type Keys } from './keys.ts';
import { visibleSentence } from '../../shared/bytes/visibleText.ts';
import { Tooltip } from './Tooltip.tsx';
import { joinClasses } from './joinClasses.ts';
import { useKeptFocus } from './keepFocus.ts';
import './button.css';

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** `primary` is the main action of a pane; `danger` destroys something. */
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: ReactNode;
  /** What else does it: shown in a tooltip. */
  readonly keys?: Keys | undefined;
  /** It does nothing for the moment, and keeps the focus. */
  readonly waits?: boolean;
}

export function Button(props: ButtonProps): ReactNode {
  const { tone = 'plain', icon, keys, waits = false, className, children, ref, onClick, ...rest } = props;
  const keptFocus = useKeptFocus(ref, rest.disabled === true);
  const button = (
    <button
      type="button"
      aria-keyshortcuts={keys && spokenKeys(keys)}
      {...rest}
      ref={keptFocus}
      {...(waits ? { 'aria-disabled': true } : { onClick })}
      className={joinClasses('button', `button-${tone}`, className)}
    >
      {icon}
      {children}
    </button>
  );
  return keys === undefined ? (
    button
  ) : (
    <Tooltip text="" keys={keys}>
      {button}
    </Tooltip>
  );
}

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'aria-label' | 'children'> {
  /** The accessible name, and the tooltip. */
  readonly label: string;
  /** What else does it: shown after the name in the tooltip. */
  readonly keys?: Keys | undefined;
  readonly icon: ReactNode;
}

export function IconButton({ label, keys, icon, className, ref, ...rest }: IconButtonProps): ReactNode {
  const keptFocus = useKeptFocus(ref, rest.disabled === true);
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        {...rest}
        ref={keptFocus}
        aria-label={visibleSentence(label)}
        aria-keyshortcuts={keys && spokenKeys(keys)}
        className={joinClasses('icon-button', className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
