import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';
import { joinClasses } from './joinClasses.ts';
import { useKeptFocus } from './keepFocus.ts';
import './button.css';

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** `primary` is the main action of a pane; `danger` destroys something. */
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: ReactNode;
  /** It does nothing for the moment, and keeps the focus. */
  readonly waits?: boolean;
}

export function Button(props: ButtonProps): ReactNode {
  const { tone = 'plain', icon, waits = false, className, children, ref, onClick, ...rest } = props;
  const keptFocus = useKeptFocus(ref, rest.disabled === true);
  return (
    <button
      type="button"
      {...rest}
      ref={keptFocus}
      {...(waits ? { 'aria-disabled': true } : { onClick })}
      className={joinClasses('button', `button-${tone}`, className)}
    >
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'aria-label' | 'children'> {
  /** The accessible name, and the tooltip. */
  readonly label: string;
  /** Shown after the name in the tooltip, as in `Ctrl K`. */
  readonly keys?: string | undefined;
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
        aria-label={label}
        className={joinClasses('icon-button', className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
