import { describe, expect, it } from 'vitest';
import { interleaved } from '../../../electron/engine/link/dial/attempts.ts';
import { parseLocalAddress } from '../../../shared/model/address.ts';

function addresses(...texts: string[]): { address: string; family: number }[] {
  return texts.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

describe('the order of attempts', () => {
  it.each([
    [['::1', '::2', '::3', '10.0.0.1', '10.0.0.2'], '::1 10.0.0.1 ::2 10.0.0.2 ::3'],
    [['10.0.0.1', '::1', '::2'], '10.0.0.1 ::1 ::2'],
    [['10.0.0.1', '10.0.0.2'], '10.0.0.1 10.0.0.2'],
    [[], ''],
  ])('takes the families of %j in turn', (given, expected) => {
    const order = interleaved(addresses(...given)).map(({ address }) => address);
    expect(order.join(' ')).toBe(expected);
  });
});

describe('a local address', () => {
  it.each([
    ['', null, 0],
    ['  ', null, 0],
    [':9000', null, 9000],
    ['127.0.0.1', '127.0.0.1', 0],
    [' 127.0.0.1:9000 ', '127.0.0.1', 9000],
    ['::1', '::1', 0],
    ['[::1]', '::1', 0],
    ['[::1]:9000', '::1', 9000],
  ])('“%s” is host %s and port %d', (text, host, port) => {
    expect(parseLocalAddress(text)).toEqual({ ok: true, value: { host, port } });
  });

  it.each([
    ['localhost', 0, 9, /^Type an IP address of this machine/],
    [' 127.0.0.1:99999', 11, 16, /^A port is a number/],
    [':port', 1, 5, /^A port is a number/],
    ['127.0.0.300', 0, 11, /^An IPv4 address has four numbers/],
    ['::1:', 0, 4, /brackets/],
    ['127.0.0.01', 0, 10, /no leading zeros/],
    ['::1%a b', 0, 7, /brackets|IPv6/],
  ])('“%s” is none, and the place is named', (text, from, to, message) => {
    const parsed = parseLocalAddress(text);
    if (parsed.ok) throw new Error('It was read.');
    expect(parsed.problem.message).toMatch(message);
    expect([parsed.problem.from, parsed.problem.to]).toEqual([from, to]);
  });
});
