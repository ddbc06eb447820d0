import type { ReactNode } from 'react';
import { optionAt } from '../../../../shared/model/optionAt.ts';
import { ChoiceOption, SwitchOption } from './ChoiceOption.tsx';
import { useOptions } from './optionsContext.ts';
import { NumberOption, TextOption } from './TextOption.tsx';
import { useInterfaceChoices } from './useInterfaces.ts';

const families = [
  { value: 'any', label: 'IPv4 and IPv6' },
  { value: '4', label: 'IPv4 only' },
  { value: '6', label: 'IPv6 only' },
];
const connectedChoices = [
  { value: 'auto', label: 'If it only sends' },
  { value: 'yes', label: 'Always' },
  { value: 'no', label: 'Never' },
];
const seconds = { factor: 1000, unit: 's' };
const kibibytes = { factor: 1024, unit: 'KiB' };
const hops = { factor: 1, unit: 'hops' };
const systemChoice = 'the system’s choice';

/** The options of the socket itself; each kind shows those that its sockets have. */
export function SocketOptions(): ReactNode {
  const { endpoint } = useOptions();
  return (
    <>
      <ChoiceOption path="socket.family" label="IP version" choices={families} />
      <TextOption
        path="socket.localAddress"
        label="Local address"
        placeholder="chosen by the system"
        hint="On this machine: host, host:port or :port."
      />
      <NumberOption
        path="socket.keepAliveMs"
        label="Keep-alive after"
        scale={seconds}
        hint="Seconds idle before a keep-alive probe; 0 = off"
      />
      <SwitchOption path="socket.noDelay" label="No delay" on="Send small writes at once" />
      <SwitchOption path="socket.halfOpen" label="Half-open" on="Keep sending after the other side’s FIN" />
      {'groups' in endpoint.socket && <DatagramOptions />}
    </>
  );
}

function DatagramOptions(): ReactNode {
  return (
    <>
      <ChoiceOption
        path="socket.connected"
        label="Connected"
        choices={connectedChoices}
        hint="The system then reports when nothing is listening there, and drops datagrams from others."
      />
      <SwitchOption path="socket.broadcast" label="Broadcast" on="Allow sending to broadcast addresses" />
      <SwitchOption
        path="socket.reuseAddress"
        label="Reuse address"
        on="Share the port with other programs"
      />
      <NumberOption path="socket.ttl" label="TTL" scale={hops} none={systemChoice} />
      <NumberOption path="socket.multicastTtl" label="Multicast TTL" scale={hops} none={systemChoice} />
      <SwitchOption
        path="socket.multicastLoopback"
        label="Loopback"
        on="Deliver what it sends to this machine, too"
      />
      <MulticastInterfaceOption />
      <NumberOption path="socket.receiveBufferBytes" label="Receive buffer" scale={kibibytes} none="4096" />
      <NumberOption path="socket.sendBufferBytes" label="Send buffer" scale={kibibytes} none={systemChoice} />
    </>
  );
}

function MulticastInterfaceOption(): ReactNode {
  const { endpoint } = useOptions();
  const choices = useInterfaceChoices(String(optionAt(endpoint, 'socket.multicastInterface')));
  return <ChoiceOption path="socket.multicastInterface" label="Multicast via" choices={choices} />;
}
