import { promises as dns, type LookupAddress } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { onAbort } from '../../../../shared/base/onAbort.ts';
import { asciiHost } from '../../../../shared/model/hostName.ts';
import type { IpFamily } from '../../../../shared/model/socketOptions.ts';

/** A source of addresses for names. Rejects with an error that has a `code`; may ignore the signal. */
export type NameSource = (
  host: string,
  family: IpFamily,
  signal: AbortSignal,
) => Promise<readonly LookupAddress[]>;

/** 2 s and two tries for a name server: where look-ups hang, the next server may be the one that answers. */
const resolverOptions = { timeout: 2000, tries: 2 };

/** The system's own look-up (getaddrinfo): hosts file, name servers, and every other source configured on this machine. */
export const systemLookup: NameSource = (host, family) =>
  dns.lookup(host, { all: true, family: family === 'any' ? 0 : Number(family), order: 'verbatim' });

/** The hosts file, then the name servers; the addresses of both families, and an error only when neither has any. */
export const directLookup: NameSource = async (host, family, signal) => {
  const wanted = (address: LookupAddress): boolean => family === 'any' || address.family === Number(family);
  const listed = addressesInHosts(await hostsFile(), host).filter(wanted);
  return listed.length > 0 ? listed : askNameServers(asciiHost(host) ?? host, family, signal);
};

async function askNameServers(
  host: string,
  family: IpFamily,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  signal.throwIfAborted();
  const resolver = new dns.Resolver(resolverOptions);
  const listening = onAbort(signal, () => resolver.cancel());
  try {
    const answers = await Promise.allSettled([
      family === '4' ? [] : resolver.resolve6(host),
      family === '6' ? [] : resolver.resolve4(host),
    ]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const problem = answers.find((answer) => answer.status === 'rejected');
    if (found.length === 0 && problem) throw problem.reason;
    return found.map((address) => ({ address, family: isIP(address) }));
  } finally {
    listening.dispose();
  }
}

async function hostsFile(): Promise<string> {
  const path =
    process.platform === 'win32'
      ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
      : '/etc/hosts';
  // A machine without a hosts file has no names in it.
  return readFile(path, 'utf8').catch(() => '');
}

/** The addresses that a hosts file (hosts(5)) has for a name, in its order. */
export function addressesInHosts(text: string, host: string): readonly LookupAddress[] {
  const wanted = host.toLowerCase();
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*$/, '').trim().split(/\s+/);
    const family = isIP(address);
    const isMeant = family !== 0 && names.some((name) => name.toLowerCase() === wanted);
    return isMeant ? [{ address, family }] : [];
  });
}
