/** The option that an alert of the other side is about (RFC 8446, section 6.2), by OpenSSL's code for it; null for other codes. */
export function optionOfAlert(code: string | null): string | null {
  if (code === null) return null;
  if (/ALERT_PROTOCOL_VERSION$|UNSUPPORTED_PROTOCOL$|NO_PROTOCOLS_AVAILABLE$/.test(code))
    return 'tls.minVersion';
  if (code.endsWith('NO_APPLICATION_PROTOCOL')) return 'tls.alpn';
  if (/ALERT_(?:CERTIFICATE_\w+|BAD_CERTIFICATE|UNKNOWN_CA)$/.test(code)) return 'tls.certificate';
  if (code.endsWith('ALERT_UNRECOGNIZED_NAME')) return 'tls.serverName';
  return null;
}
