import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { HostLookup } from '../../../electron/engine/link/dial/lookup.ts';
import {
  addressesInHosts,
  directLookup,
  type NameSource,
} from '../../../electron/engine/link/dial/nameSources.ts';

const never = new AbortController().signal;
const one: LookupAddress = { address: '192.0.2.1', family: 4 };
const other: LookupAddress = { address: '2001:db8::1', family: 6 };

/** Answers when it is told to, and keeps what it was asked. */
class Asked {
  readonly hosts: string[] = [];
  readonly signals: AbortSignal[] = [];
  private readonly open: PromiseWithResolvers<readonly LookupAddress[]>[] = [];

  readonly source: NameSource = (host, _family, signal) => {
    const answer = Promise.withResolvers<readonly LookupAddress[]>();
    this.hosts.push(host);
    this.signals.push(signal);
    this.open.push(answer);
    return answer.promise;
  };

  answer(index: number, ...addresses: LookupAddress[]): void {
    this.open[index]?.resolve(addresses);
  }

  fail(index: number, code: string): void {
    this.open[index]?.reject(Object.assign(new Error(code), { code }));
  }
}

function lookup(): { system: Asked; direct: Asked; names: HostLookup } {
  const system = new Asked();
  const direct = new Asked();
  return { system, direct, names: new HostLookup(system.source, direct.source) };
}

/** Two look-ups of others, which hang. */
function hang(names: HostLookup): void {
  for (const host of ['first.test', 'second.test']) void names.lookUp(host, 'any', never);
}

describe('looking a name up', () => {
  it('asks nobody for an IP address', async () => {
    const { system, names } = lookup();
    expect(await names.lookUp('::1', 'any', never)).toEqual({
      addresses: [{ address: '::1', family: 6 }],
      note: null,
    });
    expect(system.hosts).toEqual([]);
  });

  it('asks the system, and nobody else while that has time for it', async () => {
    const { system, direct, names } = lookup();
    const found = names.lookUp('a.test', 'any', never);
    system.answer(0, one, other);
    expect(await found).toEqual({ addresses: [one, other], note: null });
    expect(direct.hosts).toEqual([]);
  });

  it('ends at once when it is cancelled, though the system goes on', async () => {
    const { system, names } = lookup();
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const found = names.lookUp('a.test', 'any', controller.signal);
    controller.abort(reason);
    await expect(found).rejects.toBe(reason);
    system.answer(0, one);
  });

  it('asks the name servers beside the system when two look-ups hang, and takes what comes first', async () => {
    const { system, direct, names } = lookup();
    hang(names);
    const found = names.lookUp('third.test', 'any', never);
    await expect.poll(() => direct.hosts).toEqual(['third.test']);
    direct.answer(0, one);
    expect(await found).toEqual({
      addresses: [one],
      note: 'The name servers were asked directly, because other look-ups are hanging.',
    });
    expect(system.hosts).toEqual(['first.test', 'second.test', 'third.test']);
  });

  it('stops asking the name servers when the system was faster, or when it is cancelled', async () => {
    const { system, direct, names } = lookup();
    hang(names);
    const found = names.lookUp('third.test', 'any', never);
    await expect.poll(() => direct.hosts.length).toBe(1);
    system.answer(2, other);
    expect(await found).toEqual({ addresses: [other], note: null });
    expect(direct.signals[0]?.aborted).toBe(true);
    const controller = new AbortController();
    const cancelled = names.lookUp('fourth.test', 'any', controller.signal);
    await expect.poll(() => direct.hosts.length).toBe(2);
    controller.abort(new Error('cancelled'));
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(direct.signals[1]?.aborted).toBe(true);
  });

  it('waits for the system when the name servers do not know the name', async () => {
    const { system, direct, names } = lookup();
    hang(names);
    const found = names.lookUp('printer.local', 'any', never);
    await expect.poll(() => direct.hosts.length).toBe(1);
    direct.fail(0, 'ENOTFOUND');
    system.answer(2, one);
    expect(await found).toEqual({ addresses: [one], note: null });
  });

  it('takes the system’s word that there is no such name', async () => {
    const { system, names } = lookup();
    hang(names);
    const found = names.lookUp('third.test', 'any', never);
    system.fail(2, 'ENOTFOUND');
    await expect(found).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('asking directly', () => {
  it('begins with the hosts file', async () => {
    const addresses = await directLookup('localhost', '4', never);
    expect(addresses[0]).toEqual({ address: '127.0.0.1', family: 4 });
  });

  it('asks no name server for what was cancelled before', async () => {
    const reason = new Error('cancelled');
    await expect(directLookup('a.test', 'any', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('a hosts file', () => {
  it('gives a name its addresses, whatever its case, and no comments', () => {
    const text =
      '127.0.0.1\tlocalhost  bench # not.this\n::1 localhost\r\n#10.0.0.1 bench\nnonsense bench\n\n';
    expect(addressesInHosts(text, 'Bench')).toEqual([{ address: '127.0.0.1', family: 4 }]);
    expect(addressesInHosts(text, 'localhost').map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
    expect(addressesInHosts(text, 'not.this')).toEqual([]);
  });
});
