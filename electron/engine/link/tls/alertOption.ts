import type { IdentityOptions } from './identity.ts';

/** The option that the other side's alert concerns (RFC 8446, section 6.2), by the code that OpenSSL or BoringSSL has for the alert; null for other codes. */
export function optionOfAlert(code: string | null): string | null {
  if (code === null) return null;
  if (/ALERT_PROTOCOL_VERSION$|UNSUPPORTED_PROTOCOL$|NO_PROTOCOLS_AVAILABLE$/.test(code))
    return 'tls.minVersion';
  if (code.endsWith('NO_APPLICATION_PROTOCOL')) return 'tls.alpn';
  if (
    /ALERT_(?:CERTIFICATE_(?!UNOBTAINABLE)\w+|(?:BAD|UNSUPPORTED)_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)$/.test(
      code,
    )
  )
    return 'tls.certificate';
  if (code.endsWith('ALERT_UNRECOGNIZED_NAME')) return 'tls.serverName';
  return null;
}

/**
 * Explains an alert that a server sent after its own certificate, when we had no certificate to show: null if we had one, and for other
 * alerts. Before TLS 1.3 there is no `certificate_required`, and servers send their library's choice: OpenSSL and Java `handshake_failure`,
 * Go and GnuTLS `bad_certificate`.
 */
export function describeMissingCertificate(
  code: string | null,
  { certificate, key, pfx }: IdentityOptions,
  where: string,
): string | null {
  const hasShown = certificate.trim() !== '' || key !== null || pfx !== null;
  const alert =
    /ALERT_(HANDSHAKE_FAILURE|(?:BAD|NO|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_UNKNOWN|ACCESS_DENIED|UNKNOWN_CA)$/.exec(
      code ?? '',
    )?.[1];
  if (hasShown || alert === undefined) return null;
  return `${where} ended the handshake after it had shown its certificate (${alert.toLowerCase()}), and we had none to show. It most likely requires a client certificate: give certificate and key in the TLS options.`;
}
