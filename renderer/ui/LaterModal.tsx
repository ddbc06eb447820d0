import { useLayoutEffect, type ReactNode } from 'react';
import { notLoaded, type LaterCode } from '../state/base/laterCode.ts';
import { Button } from './Button.tsx';
import { holdKeys } from './holdKeys.ts';
import { useLater } from './Later.tsx';
import { Modal } from './Modal.tsx';
import { LoadAgain } from './NotLoaded.tsx';

interface LaterModalProps<Code> {
  readonly code: LaterCode<Code>;
  readonly children: (code: Code) => ReactNode;
  readonly onClose: () => void;
}

/** A modal whose code is loaded when it is first shown. What is pressed before it is there is meant for it. */
export function LaterModal<Code>({ code, children, onClose }: LaterModalProps<Code>): ReactNode {
  const now = useLater(code);
  const isComing = now.state === 'absent';
  useLayoutEffect(() => (isComing ? holdKeys(window, onClose) : undefined), [isComing, onClose]);
  if (now.state === 'loaded') return children(now.code);
  if (now.state === 'absent') return null;
  return (
    <Modal label="Not loaded" className="dialog" onClose={onClose}>
      <p role="alert" className="dialog-body">
        {notLoaded}
      </p>
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <LoadAgain code={code} />
      </div>
    </Modal>
  );
}
