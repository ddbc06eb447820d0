import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { OptionsForm } from './OptionsForm.tsx';

export interface OptionsPopoverProps {
  readonly name: string;
  readonly endpoint: Endpoint;
  /** True: what is changed here counts from the next time on. */
  readonly isLive: boolean;
  readonly onName: (name: string) => void;
  readonly onEndpoint: (endpoint: Endpoint) => void;
  readonly onClose: () => void;
}

export function OptionsPopover(props: OptionsPopoverProps): ReactNode {
  const { endpoint, isLive, onClose } = props;
  const count = givenOptions(endpoint);
  return (
    <Popover
      title={isLive ? 'Options, from the next time on' : 'Options'}
      trigger={
        <Button icon={<SlidersHorizontal size={14} aria-hidden />}>
          Options{count > 0 && <span className="unit">{count}</span>}
        </Button>
      }
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <OptionsForm {...props} />
    </Popover>
  );
}

/** How many things are said in the options that cannot be seen beside them. */
function givenOptions(endpoint: Endpoint): number {
  switch (endpoint.kind) {
    case 'ws-client':
      return endpoint.headers.length + endpoint.subprotocols.length;
    case 'ws-server':
      return endpoint.subprotocols.length;
    case 'udp':
      return endpoint.bind === '' ? 0 : 1;
    case 'tcp-client':
    case 'tcp-server':
      return 0;
  }
}
