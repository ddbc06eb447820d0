import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';
import { joinClasses } from './joinClasses.ts';
import { keepFocus } from './keepFocus.ts';
import './button.css';

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** `primary` is the main action of a pane; `danger` destroys something. */
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: ReactNode;
}

export function Button({ tone = 'plain', icon, className, children, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      ref={keepFocus}
      {...rest}
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

export function IconButton({ label, keys, icon, className, ...rest }: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        ref={keepFocus}
        {...rest}
        aria-label={label}
        className={joinClasses('icon-button', className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
