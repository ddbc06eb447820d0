import type { ReactNode } from 'react';
import { VisibleText } from './VisibleText.tsx';
import './errorCode.css';

/** The code of a failure, such as `ECONNREFUSED`, behind the sentence that says it; nothing where there is none. */
export function ErrorCode({ code }: { code: string | null }): ReactNode {
  return (
    code !== null && (
      <span className="error-code mono">
        <VisibleText text={code} />
      </span>
    )
  );
}
