import type { SecretRef } from '../../../shared/model/secret.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { Credentials } from './credentials.ts';
import type { OptionValues } from './endpointOptions.ts';

/** Hands a secret to the engine, which stores it on this machine; from then on the page has only its name. */
export function keepSecret(client: WirebenchClient, name: string, bytes: Uint8Array): Promise<SecretRef> {
  return client.call('secrets.keep', { name: name.slice(-200) }, { body: bytes });
}

/**
 * The options that make an endpoint present these credentials. A key is stored at once. A PKCS #12 file replaces a certificate with a key,
 * and vice versa: there is only one identity.
 */
export async function keepIdentity(
  client: WirebenchClient,
  name: string,
  { certificates, key, pfx }: Credentials,
): Promise<OptionValues> {
  if (pfx !== null) {
    const kept = await keepSecret(client, name, pfx);
    return { 'tls.pfx': kept, 'tls.certificate': '', 'tls.key': null };
  }
  const kept = key === null ? null : await keepSecret(client, name, new TextEncoder().encode(key));
  return {
    'tls.pfx': null,
    ...(certificates !== '' && { 'tls.certificate': certificates }),
    ...(kept && { 'tls.key': kept }),
  };
}
