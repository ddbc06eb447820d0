import type { ReactNode } from 'react';

/** The mark of public/icon.svg: two wires, out and in, on the bench. */
export function Mark(): ReactNode {
  return (
    <svg className="mark" width="20" height="20" viewBox="0 0 512 512" aria-hidden>
      <rect className="mark-ground" width="512" height="512" rx="112" />
      <rect className="mark-bench" x="32" y="224" width="448" height="64" rx="32" />
      <rect className="mark-out" x="128" y="64" width="64" height="320" rx="32" />
      <rect className="mark-in" x="320" y="128" width="64" height="320" rx="32" />
    </svg>
  );
}
