/** An alert that the other side sends before it gives up: RFC 8446, section 6, IANA's additions, and those of older versions. */
interface TlsAlert {
  readonly name: string;
  readonly sentence: string;
}

export const tlsAlerts: Readonly<Record<number, TlsAlert>> = {
  0: { name: 'close_notify', sentence: '{where} closed TLS normally, before the handshake was done.' },
  10: {
    name: 'unexpected_message',
    sentence:
      '{where} was not expecting the TLS message it got. One of the two sides does not follow the protocol.',
  },
  20: {
    name: 'bad_record_mac',
    sentence:
      '{where} received a record that did not pass its integrity check (bad record MAC). Something on the way changes bytes.',
  },
  21: {
    name: 'decryption_failed',
    sentence:
      '{where} could not decrypt what it received (an alert of old TLS). Allow a newer version on both sides.',
  },
  22: {
    name: 'record_overflow',
    sentence:
      '{where} received a TLS record larger than the 16 KiB that TLS allows. Something on the way does not speak TLS.',
  },
  30: {
    name: 'decompression_failure',
    sentence:
      '{where} could not decompress what it received. TLS compression is obsolete; switch it off there.',
  },
  40: {
    name: 'handshake_failure',
    sentence:
      '{where} accepts none of what was offered (handshake failure): versions, ciphers, or the certificate it requires from us. Change them in the TLS options.',
  },
  41: {
    name: 'no_certificate',
    sentence: '{where} says that it has no certificate to show (an alert of SSL 3). Configure one there.',
  },
  42: {
    name: 'bad_certificate',
    sentence:
      '{where} says that our certificate is damaged, or its signature wrong. Check certificate and key in the TLS options.',
  },
  43: {
    name: 'unsupported_certificate',
    sentence:
      '{where} does not accept certificates of the type that we showed. Use an RSA or ECDSA certificate.',
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
      '{where} does not accept our certificate and gives no detail. A server also sends this when it trusts other authorities only; look in its log.',
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
      '{where} read our certificate, but denies its owner access. Ask for access there, or use another certificate.',
  },
  50: {
    name: 'decode_error',
    sentence:
      '{where} could not read one of our TLS messages: a field was too long or cut off. A middlebox may have changed it.',
  },
  51: {
    name: 'decrypt_error',
    sentence:
      '{where} says that a signature or Finished message of ours is wrong. The private key may not belong to the certificate.',
  },
  52: {
    name: 'too_many_cids_requested',
    sentence: '{where} was asked for more connection ids than it allows (DTLS).',
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
    sentence: '{where} requires stronger ciphers than were offered. Change the ciphers in the TLS options.',
  },
  80: {
    name: 'internal_error',
    sentence: '{where} had an internal error during TLS, not caused by us. Look in its log.',
  },
  86: {
    name: 'inappropriate_fallback',
    sentence:
      '{where} refuses an attempt with an older TLS version than both sides can speak. Raise the maximum version.',
  },
  90: { name: 'user_canceled', sentence: 'Somebody at {where} cancelled the TLS handshake.' },
  100: {
    name: 'no_renegotiation',
    sentence: '{where} does not renegotiate TLS on an open connection. Connect again instead.',
  },
  109: {
    name: 'missing_extension',
    sentence:
      '{where} requires an extension that was not sent, often the server name. Set the server name, and leave the versions at their defaults.',
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
      '{where} has no host with the name that was asked for. Correct the server name in the TLS options.',
  },
  113: {
    name: 'bad_certificate_status_response',
    sentence: '{where} did not accept the stapled OCSP response. Renew it.',
  },
  114: {
    name: 'bad_certificate_hash_value',
    sentence: '{where} fetched a certificate whose hash differs from the one we gave.',
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
    sentence: '{where} ended TLS for a reason that no other alert covers. Look in its log.',
  },
  120: {
    name: 'no_application_protocol',
    sentence:
      '{where} speaks none of the protocols that ALPN offered. Change or clear the ALPN list in the TLS options.',
  },
  121: {
    name: 'ech_required',
    sentence: '{where} accepts only handshakes with an encrypted hello (ECH), which is not offered here.',
  },
};
