import { measureDuration } from '../../../shared/base/time.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { MenuItem } from '../../ui/menuItem.ts';

interface FactsActions {
  readonly copy: (text: string) => void;
  readonly showConnection: () => void;
}

/** The menu of the line of facts: each address there is, all of the line, and the way to the rest. */
export function factsMenu(
  endpoint: Endpoint,
  session: SessionInfo | undefined,
  { copy, showConnection }: FactsActions,
): MenuItem[] {
  const known: readonly (readonly [label: string, text: string | null])[] = [
    ['Copy address', session?.url ?? endpoint.address],
    ['Copy local address', session?.local ?? null],
    ['Copy remote address', session?.remote ?? null],
    ['Copy reason', session?.reason ?? null],
  ];
  return [
    ...known.flatMap(([label, text]) =>
      text === null || text === '' ? [] : [{ label, hint: text, run: () => copy(text) }],
    ),
    ...(session
      ? [
          { label: 'Copy all facts', separated: true, run: () => copy(factsText(session)) },
          { label: 'Show connection details', run: showConnection },
        ]
      : []),
  ];
}

/** The facts as lines, to be pasted into a report. */
export function factsText(session: SessionInfo): string {
  const { endpoint, phase, url, local, remote, subprotocol, proxy, connectUs, reason, problem } = session;
  const facts: readonly (readonly [name: string, text: string | null])[] = [
    ['Address', endpoint.address],
    ['State', phase],
    ['Listening at', url],
    ['Local', local],
    ['Remote', remote],
    ['Subprotocol', subprotocol],
    ['Proxy', proxy],
    ['Connected in', connectUs === null ? null : quantityText(measureDuration(connectUs))],
    ['Reason', reason],
    ['Code', problem?.code ?? null],
    ['Sent', formatBytes(session.bytesOut)],
    ['Received', formatBytes(session.bytesIn)],
  ];
  return facts
    .flatMap(([name, text]) => (text === null || text === '' ? [] : [`${name}: ${text}`]))
    .join('\n');
}

function quantityText({ value, unit }: { readonly value: string; readonly unit: string }): string {
  return `${value} ${unit}`;
}
