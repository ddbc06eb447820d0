import { Eye, EyeOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../ui/Button.tsx';
import { EnvironmentName } from '../../ui/EnvironmentName.tsx';
import { Modal } from '../../ui/Modal.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { PreviewedEndpoint } from './PreviewedEndpoint.tsx';
import { SendThis, type PreviewSend } from './SendThis.tsx';
import { PreviewedMessages, type NamedMessage } from './PreviewedMessages.tsx';
import type { PreviewSubject } from './usePreview.ts';
import './preview.css';

type PreviewPart = 'message' | 'connection';

interface PreviewDialogProps {
  readonly subject: PreviewSubject;
  /** The active environment; null for none. */
  readonly environment: Pick<Environment, 'name' | 'colour'> | null;
  /** What is sent from here: what stands in the composer first, unless it is a file, and then the opening messages. */
  readonly messages: readonly NamedMessage[];
  readonly part: PreviewPart;
  /** Sends what stands in the composer; null where that is a file. */
  readonly send: PreviewSend | null;
  readonly onClose: () => void;
}

/** Shows what a message is sent as, and what its connection is opened with, as the engine would do it now. It sends nothing by itself. */
export function PreviewDialog({
  subject,
  environment,
  messages,
  part,
  send,
  onClose,
}: PreviewDialogProps): ReactNode {
  const [place, setPlace] = useState(0);
  const [shown, setShown] = useState(part);
  const [isRevealed, setRevealed] = useState(false);
  const asked = { ...subject, isRevealed };
  const [first, ...others] = messages;
  return (
    <Modal label="What will be sent" className="dialog dialog-wide preview" onClose={onClose}>
      <header className="preview-head">
        <h2 className="dialog-title">What will be sent</h2>
        <EnvironmentName environment={environment} />
        <Button onClick={onClose}>Close</Button>
      </header>
      <Tabs
        label="What will be sent"
        value={shown}
        onValue={setShown}
        aside={
          <Button
            tone="quiet"
            icon={isRevealed ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
            onClick={() => setRevealed(!isRevealed)}
          >
            {isRevealed ? 'Hide secrets' : 'Show secrets'}
          </Button>
        }
        tabs={[
          {
            value: 'message',
            label: 'Message',
            content: first ? (
              <PreviewedMessages
                key={String(isRevealed)}
                subject={asked}
                messages={[first, ...others]}
                place={place}
                onPlace={setPlace}
              />
            ) : (
              <p>The composer holds a file, which is sent unchanged.</p>
            ),
          },
          {
            value: 'connection',
            label: 'Connection',
            content: <PreviewedEndpoint key={String(isRevealed)} subject={asked} />,
          },
        ]}
      />
      {send !== null && shown === 'message' && place === 0 && <SendThis send={send} onClose={onClose} />}
    </Modal>
  );
}
