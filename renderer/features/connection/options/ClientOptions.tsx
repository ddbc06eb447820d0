import type { ReactNode } from 'react';
import { optionAt } from '../../../../shared/model/optionAt.ts';
import { ChoiceOption } from './ChoiceOption.tsx';
import { useOptions } from './optionsContext.ts';
import { PasswordOption } from './PasswordOption.tsx';
import { NumberOption, TextOption } from './TextOption.tsx';
import { useProxyChoices } from './useProxyChoices.ts';

const seconds = { factor: 1000, unit: 's' };

/** Where the proxy comes from, for those that are not named here. */
const proxyHints: Readonly<Record<string, string>> = {
  environment: 'HTTPS_PROXY, ALL_PROXY and NO_PROXY, as they were when Wirebench started.',
  system: 'As the system’s settings have it for the address, a PAC script included.',
};

/** Whether and how to use a proxy. */
export function ProxyOptions(): ReactNode {
  const { endpoint } = useOptions();
  const use = optionAt(endpoint, 'proxy.use');
  return (
    <>
      <ChoiceOption
        path="proxy.use"
        label="Use"
        choices={useProxyChoices(use)}
        hint={typeof use === 'string' ? proxyHints[use] : undefined}
      />
      {(use === 'http' || use === 'https' || use === 'socks5') && (
        <>
          <TextOption path="proxy.address" label="Address" placeholder="127.0.0.1:1080" />
          <TextOption path="proxy.user" label="User" placeholder="none" />
          <PasswordOption path="proxy.password" label="Password" name="proxy password" />
        </>
      )}
    </>
  );
}

/** How a lost connection is reconnected. */
export function ReconnectOptions(): ReactNode {
  return (
    <>
      <NumberOption
        path="reconnect.attempts"
        label="Attempts in a row"
        scale={{ factor: 1, unit: '' }}
        none="no limit"
        hint="The count starts over once a connection has received something and outlived the delay before it."
      />
      <NumberOption
        path="reconnect.firstDelayMs"
        label="First delay"
        scale={seconds}
        hint="Each delay is twice the one before, minus a random share of up to half."
      />
      <NumberOption path="reconnect.longestDelayMs" label="Longest delay" scale={seconds} />
    </>
  );
}
