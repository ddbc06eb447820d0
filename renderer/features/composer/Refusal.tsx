import type { ReactNode } from 'react';
import { allowsOf, messageOf } from '../../../shared/base/errors.ts';
import { afterFrames } from '../../ui/frames.ts';
import { Notice } from '../../ui/Notice.tsx';
import { AllowNames } from '../../ui/AllowNames.tsx';

interface RefusalProps {
  readonly failure: unknown;
  /** As in `AllowNames`. */
  readonly onAllow: (name: string) => Promise<void>;
}

/** Why a message was not sent, and a button for the variable of this machine that has to be allowed first. */
export function Refusal({ failure, onAllow }: RefusalProps): ReactNode {
  const name = allowsOf(failure);
  return (
    <div ref={bringIntoView}>
      <Notice
        tone="danger"
        text={messageOf(failure)}
        action={name !== undefined && <AllowNames names={[name]} onAllow={onAllow} />}
      />
    </div>
  );
}

/** 2 frames: the composer becomes higher for it in the first one. */
const framesToGrow = 2;

/** In a low window, it appears below what is seen of the composer. */
function bringIntoView(element: HTMLElement | null): void {
  if (element) afterFrames(framesToGrow, () => element.scrollIntoView({ block: 'nearest' }));
}
