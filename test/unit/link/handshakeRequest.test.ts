import { describe, expect, it } from 'vitest';
import { handshakeRequest } from '../../../electron/engine/link/http/handshakeRequest.ts';
import { parseAddress } from '../../../shared/model/address.ts';

function hostIn(url: string): string | undefined {
  const parsed = parseAddress(url);
  if (!parsed.ok || parsed.value.scheme === 'unix') throw new Error(`${url} is no address.`);
  const bytes = handshakeRequest({ address: parsed.value, key: 'key', subprotocols: [], headers: [] });
  return /^Host: (.*)\r$/m.exec(Buffer.from(bytes).toString('latin1'))?.[1];
}

describe('the Host of a handshake', () => {
  it.each([
    ['ws://h', 'h'],
    ['ws://h:80/', 'h'],
    ['ws://h:443/', 'h:443'],
    ['WS://Example.ORG.:8080/', 'Example.ORG.:8080'],
    ['wss://h:443/', 'h'],
    ['wss://h:80/', 'h:80'],
    ['ws://[::1]:80/', '[::1]'],
    ['ws://[::1]:81/', '[::1]:81'],
    ['ws://[fe80::1%eth0]:81/', '[fe80::1]:81'],
    ['ws://bücher.example:81/', 'xn--bcher-kva.example:81'],
    ['ws://straße.example/', 'xn--strae-oqa.example'],
    ['ws://हिन्दी.example/', 'xn--j2bd4cyah0f.example'],
  ])('of %s is %s', (url, host) => {
    expect(hostIn(url)).toBe(host);
  });
});
