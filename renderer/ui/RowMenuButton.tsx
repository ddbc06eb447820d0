import { isolated } from '../../shared/bytes/visibleText.ts';
import { Ellipsis } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import './rowMenuButton.css';

interface RowMenuButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What the row is called. */
  readonly name: string;
  readonly isOpen: boolean;
}

/**
 * Opens the menu of a row, which the list shows; other attributes are those by which the list's listeners find the button. It is seen on the
 * row that the pointer or the keys are on, and not a stop of its own for Tab, since rows have their menu by key.
 */
export function RowMenuButton({ name, isOpen, ...attributes }: RowMenuButtonProps): ReactNode {
  return (
    <button
      {...attributes}
      type="button"
      className="icon-button row-menu-button"
      aria-label={`Actions for ${isolated(name)}`}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      tabIndex={-1}
    >
      <Ellipsis size={16} aria-hidden />
    </button>
  );
}
