import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { formatKeys, matchesKeys } from '../../ui/keys.ts';
import { Notice } from '../../ui/Notice.tsx';

const sendKeys = 'Mod+Enter';

/** How what is looked at is sent. */
export interface PreviewSend {
  /** A sentence: why nothing can be sent now. */
  readonly disabledReason: string | null;
  /** Rejects with a sentence, which is shown. */
  readonly run: () => Promise<void>;
}

/** Sends what is shown, and closes when it is sent. */
export function SendThis({ send, onClose }: { send: PreviewSend; onClose: () => void }): ReactNode {
  const { disabledReason, run } = send;
  const [failure, setFailure] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const begin = async (): Promise<void> => {
    if (disabledReason !== null || isSending) return;
    setFailure(null);
    setSending(true);
    try {
      await run();
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
      setSending(false);
    }
  };
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (!matchesKeys(event, sendKeys)) return;
    event.preventDefault();
    if (!event.repeat) void begin();
  });
  useEffect(() => {
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
  return (
    <>
      {failure !== null && <Notice tone="danger" text={failure} />}
      <div className="dialog-actions preview-send">
        <span className="preview-note">{disabledReason}</span>
        <Button tone="primary" disabled={disabledReason !== null || isSending} onClick={() => void begin()}>
          Send <kbd aria-hidden>{formatKeys(sendKeys)}</kbd>
        </Button>
      </div>
    </>
  );
}
