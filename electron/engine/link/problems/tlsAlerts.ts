/** An alert that the other side sends before it gives up: RFC 8446, section 6, IANA's additions, and those of older versions. */
interface TlsAlert {
  readonly name: string;
  readonly sentence: string;
}

export const tlsAlerts: Readonly<Record<number, TlsAlert>> = {
  0: { name: 'close_notify', sentence: '{where} ended TLS in order, before the handshake was done.' },
  10: {
    name: 'unexpected_message',
    sentence:
      '{where} was not expecting the TLS message it got. One of the two sides does not follow the protocol.',
  },
  20: {
    name: 'bad_record_mac',
    sentence:
      '{where} received data that did not decrypt to anything (bad record MAC). Something on the way changes bytes.',
  },
  21: {
    name: 'decryption_failed',
    sentence:
      '{where} could not decrypt what it received (an alert of old TLS). Allow a newer version on both sides.',
  },
  22: {
    name: 'record_overflow',
    sentence:
      '{where} received a TLS record larger than the 16 KiB that are allowed. Something on the way is no TLS.',
  },
  30: {
    name: 'decompression_failure',
    sentence:
      '{where} could not decompress what it received. TLS compression is obsolete; switch it off there.',
  },
  40: {
    name: 'handshake_failure',
    sentence:
      '{where} accepts none of what was offered (handshake failure): versions, ciphers, or the certificate it wants from us. Widen them in the TLS options.',
  },
  41: {
    name: 'no_certificate',
    sentence: '{where} says that it has no certificate to show (an alert of SSL 3). Configure one there.',
  },
  42: {
    name: 'bad_certificate',
    sentence:
      '{where} calls our certificate damaged, or its signature wrong. Check certificate and key in the TLS options.',
  },
  43: {
    name: 'unsupported_certificate',
    sentence:
      '{where} does not take certificates of the type that we showed. Use an RSA or ECDSA certificate.',
  },
  44: {
    name: 'certificate_revoked',
    sentence: '{where} says that our certificate was revoked. Use another in the TLS options.',
  },
  45: {
    name: 'certificate_expired',
    sentence:
      '{where} says that our certificate has expired, or is not valid yet. Use a current one, and compare the clocks.',
  },
  46: {
    name: 'certificate_unknown',
    sentence:
      '{where} does not accept our certificate and gives no detail. A server sends this too when it was made to trust others; look in its log.',
  },
  47: {
    name: 'illegal_parameter',
    sentence:
      '{where} found a value in the handshake that contradicts another. One of the two TLS libraries is at fault.',
  },
  48: {
    name: 'unknown_ca',
    sentence:
      '{where} does not know the authority that signed our certificate. Let it trust that authority, or use a certificate that it trusts.',
  },
  49: {
    name: 'access_denied',
    sentence:
      '{where} read our certificate, and does not let its owner in. Ask for the right there, or use another certificate.',
  },
  50: {
    name: 'decode_error',
    sentence:
      '{where} could not read a TLS message of ours: a field was too long or cut off. A middlebox may have changed it.',
  },
  51: {
    name: 'decrypt_error',
    sentence:
      '{where} found a signature or a Finished message of ours wrong. The private key may not belong to the certificate.',
  },
  52: {
    name: 'too_many_cids_requested',
    sentence: '{where} was asked for more connection ids than it gives (DTLS).',
  },
  60: {
    name: 'export_restriction',
    sentence:
      '{where} keeps to the export rules of the 1990s and ended the handshake. It needs a newer TLS library.',
  },
  70: {
    name: 'protocol_version',
    sentence:
      '{where} does not speak the TLS versions that were offered. Change minimum and maximum version in the TLS options.',
  },
  71: {
    name: 'insufficient_security',
    sentence: '{where} wants stronger ciphers than were offered. Widen the ciphers in the TLS options.',
  },
  80: {
    name: 'internal_error',
    sentence: '{where} had an error of its own during TLS, which is not about us. Look in its log.',
  },
  86: {
    name: 'inappropriate_fallback',
    sentence:
      '{where} refuses an attempt with an older TLS version than both sides can speak. Raise the maximum version.',
  },
  90: { name: 'user_canceled', sentence: 'Somebody at {where} cancelled the TLS handshake.' },
  100: {
    name: 'no_renegotiation',
    sentence: '{where} does not negotiate TLS anew on an open connection. Connect again instead.',
  },
  109: {
    name: 'missing_extension',
    sentence:
      '{where} misses an extension that it requires, often the server name. Set server name, and leave versions at their default.',
  },
  110: {
    name: 'unsupported_extension',
    sentence:
      '{where} got a TLS extension that it had not offered. One of the two TLS libraries is at fault.',
  },
  111: {
    name: 'certificate_unobtainable',
    sentence: '{where} could not fetch our certificate from the address that we gave.',
  },
  112: {
    name: 'unrecognized_name',
    sentence:
      '{where} serves no host of the name that was asked for. Correct the server name in the TLS options.',
  },
  113: {
    name: 'bad_certificate_status_response',
    sentence:
      '{where} did not accept the stapled OCSP answer. Whoever shows the certificate has to renew it.',
  },
  114: {
    name: 'bad_certificate_hash_value',
    sentence: '{where} fetched a certificate whose hash is another than we said.',
  },
  115: {
    name: 'unknown_psk_identity',
    sentence: '{where} does not know the pre-shared key that was named. Check its identity on both sides.',
  },
  116: {
    name: 'certificate_required',
    sentence:
      '{where} requires a client certificate, and none was shown. Give certificate and key in the TLS options.',
  },
  117: {
    name: 'general_error',
    sentence: '{where} ended TLS for a reason that no other alert tells. Look in its log.',
  },
  120: {
    name: 'no_application_protocol',
    sentence:
      '{where} speaks none of the protocols that ALPN offered. Change or clear the ALPN list in the TLS options.',
  },
  121: {
    name: 'ech_required',
    sentence: '{where} takes only handshakes with an encrypted hello (ECH), which is not offered here.',
  },
};
