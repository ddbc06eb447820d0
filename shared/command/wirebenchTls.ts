import type { TlsClientOptions, TlsServerOptions } from '../model/tlsOptions.ts';
import { files, type CommandWriter } from './toolCommand.ts';

/** The options of `wirebench` for TLS, as client or as server. */
export function addWirebenchTls(writer: CommandWriter, tls: TlsClientOptions | TlsServerOptions): void {
  if ('verify' in tls) addClient(writer, tls);
  else addServer(writer, tls);
  writer.addIf(tls.ca !== '', '--ca', files.authorities);
  if (tls.alpn.length > 0) writer.set('alpn', tls.alpn.join(','));
  if (tls.minVersion !== 'default') writer.set('min-version', versionNumber(tls.minVersion));
  if (tls.maxVersion !== 'default') writer.set('max-version', versionNumber(tls.maxVersion));
  if (tls.ciphers !== '') writer.set('ciphers', tls.ciphers);
  writer.addIf(tls.keyLog, '--key-log', files.keyLog);
}

function addClient(writer: CommandWriter, tls: TlsClientOptions): void {
  if (tls.verify) for (const fingerprint of tls.trusted) writer.set('trust', fingerprint);
  else writer.add('--insecure');
  writer.addIf(!tls.systemCa && tls.ca !== '', '--no-system-ca');
  if (tls.serverName !== '') writer.set('servername', tls.serverName);
  writer.addIf(tls.resume, '--resume');
  addIdentity(writer, tls);
}

function addServer(writer: CommandWriter, tls: TlsServerOptions): void {
  if (tls.identity === 'made') {
    writer.add('--self-signed');
    if (tls.names.join() !== 'localhost,127.0.0.1,::1')
      for (const name of tls.names) writer.set('name', name);
    writer.note('The authority of the workspace is not used: add --save-ca FILE to get the new one.');
  } else {
    addIdentity(writer, tls);
  }
  if (tls.clientCertificate !== 'none') writer.set('client-cert', tls.clientCertificate);
}

function addIdentity(writer: CommandWriter, tls: TlsClientOptions | TlsServerOptions): void {
  if (tls.pfx !== null) {
    writer.add('--pfx', files.pfx);
  } else if (tls.certificate !== '') {
    writer.add('--cert', files.certificate).addIf(tls.key !== null, '--key', files.key);
  }
}

/** `1.2` for `TLSv1.2`, and `1.0` for `TLSv1`. */
function versionNumber(version: string): string {
  return version === 'TLSv1' ? '1.0' : version.replace('TLSv', '');
}
