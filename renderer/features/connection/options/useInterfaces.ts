import { useEffect, useMemo, useState } from 'react';
import type { NetworkInterface } from '../../../../shared/model/endpointCheck.ts';
import type { SelectOption } from '../../../ui/Select.tsx';
import { useOptions } from './optionsContext.ts';

const none: readonly NetworkInterface[] = [];

/** The interfaces of the machine as choices, including the chosen one even when it is gone. */
export function useInterfaceChoices(chosen: string): readonly SelectOption<string>[] {
  const { client } = useOptions();
  const [interfaces, setInterfaces] = useState(none);
  useEffect(() => {
    const asking = new AbortController();
    client.call('network.interfaces', {}, { signal: asking.signal }).then(
      (answer) => setInterfaces(answer.interfaces),
      // Without the list, the chosen interface is still shown, and the system can choose.
      () => undefined,
    );
    return () => asking.abort();
  }, [client]);
  return useMemo(() => choicesOf(interfaces, chosen), [interfaces, chosen]);
}

function choicesOf(interfaces: readonly NetworkInterface[], chosen: string): SelectOption<string>[] {
  const choices = interfaces.map(({ name, addresses }) => ({
    value: name,
    label: name,
    note: addresses[0] ?? 'no address',
  }));
  const isKnown = chosen === '' || interfaces.some(({ name }) => name === chosen);
  return [
    { value: '', label: 'Any interface' },
    ...choices,
    ...(isKnown ? [] : [{ value: chosen, label: chosen }]),
  ];
}
