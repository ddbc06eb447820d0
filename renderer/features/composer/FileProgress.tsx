import { isolated } from '../../../shared/bytes/visibleText.ts';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { isWebSocket, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { Button } from '../../ui/Button.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface FileProgressProps {
  readonly sending: NonNullable<SessionInfo['sendingFile']>;
  readonly endpoint: EndpointKind;
  readonly onCancel: () => void;
}

/** How much of the file that is being sent has left, and the button that ends it. */
export function FileProgress({ sending, endpoint, onCancel }: FileProgressProps): ReactNode {
  const { name, size, sentBytes } = sending;
  return (
    <div className="file-progress" role="group" aria-label="File being sent">
      <progress value={sentBytes} max={Math.max(size, 1)} aria-label={`Sending ${isolated(name)}`} />
      <span className="file-name mono">
        <VisibleText text={name} />
      </span>
      <span className="file-share mono">
        {formatBytes(sentBytes)} of {formatBytes(size)}
      </span>
      <Button tone="quiet" data-command="composer.cancelFile" onClick={onCancel}>
        {isWebSocket(endpoint) ? 'Cancel and disconnect' : 'Cancel'}
      </Button>
    </div>
  );
}
