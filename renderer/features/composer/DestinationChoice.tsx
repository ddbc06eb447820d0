import type { ReactNode } from 'react';
import type { SendKind } from '../../../shared/model/sending.ts';
import { Select } from '../../ui/Select.tsx';
import type { ComposerProps } from './composerProps.ts';

const kindLabels: Readonly<Record<SendKind, string>> = {
  data: 'Data',
  text: 'Text message',
  binary: 'Binary message',
  ping: 'Ping',
  pong: 'Pong',
};

interface DestinationChoiceProps extends Pick<
  ComposerProps,
  'draft' | 'kinds' | 'targets' | 'target' | 'onTargetChange'
> {
  readonly onKind: (kind: SendKind) => void;
}

/** The kind to send it as, and the peers to send it to, where there is a choice. */
export function DestinationChoice(props: DestinationChoiceProps): ReactNode {
  const { draft, targets, target, onTargetChange, onKind } = props;
  // What cannot be sent here is shown, too, so that something else can be chosen.
  const kinds = [...new Set([...props.kinds, draft.kind])];
  return (
    <>
      {kinds.length > 1 && (
        <Select
          label="Send as"
          value={draft.kind}
          options={kinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
          onValue={onKind}
        />
      )}
      {targets !== null && (
        <Select
          label="Send to"
          // Several peers are one choice, identified by their numbers.
          value={String(target)}
          options={targets.map(({ value, label }) => ({ value: String(value), label }))}
          className="composer-target"
          onValue={(chosen) => {
            const next = targets.find(({ value }) => String(value) === chosen);
            if (next) onTargetChange(next.value);
          }}
        />
      )}
    </>
  );
}
