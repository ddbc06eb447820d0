import type { ReactNode } from 'react';

/** Two wires, out and in, across the bench. */
export function Mark(): ReactNode {
  return (
    <svg className="mark" width="20" height="20" viewBox="0 0 32 32" aria-hidden>
      <rect className="mark-ground" width="32" height="32" rx="7" />
      <path className="mark-bench" d="M5 16h22" />
      <path className="mark-out" d="M12 26V6" />
      <path className="mark-in" d="M20 6v20" />
    </svg>
  );
}
