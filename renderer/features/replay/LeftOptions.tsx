import type { ReactNode } from 'react';
import { nameOfOption } from '../../state/workspace/optionNames.ts';
import type { LeftOptions as Left } from '../../state/sessions/replays.ts';
import { AllowNames } from '../../ui/AllowNames.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface LeftOptionsProps {
  readonly left: Left;
  readonly onAllow: (name: string) => Promise<void>;
}

/** Says, before a replay starts, which options of the recording it will not have, and why. */
export function LeftOptions({ left: { fields, why, allows }, onAllow }: LeftOptionsProps): ReactNode {
  if (fields.length === 0)
    return why === null ? null : <Notice tone="warning" text={<VisibleText text={why} />} />;
  return (
    <Notice
      tone="plain"
      text={
        <VisibleText
          text={`Not taken from the recording: ${fields.map(nameOfOption).join(', ')}. ${why ?? ''}`.trim()}
        />
      }
      action={allows !== null && <AllowNames names={[allows]} onAllow={onAllow} />}
    />
  );
}
