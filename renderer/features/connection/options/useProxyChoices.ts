import { useEffect, useState } from 'react';
import type { SelectOption } from '../../../ui/Select.tsx';
import { useOptions } from './optionsContext.ts';

const system = { value: 'system', label: 'From the system' };

/** The ways to a proxy. That of the system is one where the engine can ask for it, and where it is chosen already. */
export function useProxyChoices(chosen: unknown): readonly SelectOption<string>[] {
  const { client } = useOptions();
  const [canAskSystem, setCanAskSystem] = useState(false);
  useEffect(() => {
    const asking = new AbortController();
    client.call('network.systemProxy', {}, { signal: asking.signal }).then(
      ({ canAsk }) => setCanAskSystem(canAsk),
      // Without the answer, the other ways are there.
      () => undefined,
    );
    return () => asking.abort();
  }, [client]);
  return [
    { value: 'none', label: 'No proxy' },
    { value: 'environment', label: 'From the environment' },
    ...(canAskSystem || chosen === 'system' ? [system] : []),
    { value: 'http', label: 'HTTP CONNECT' },
    { value: 'https', label: 'HTTP CONNECT over TLS' },
    { value: 'socks5', label: 'SOCKS5' },
  ];
}
