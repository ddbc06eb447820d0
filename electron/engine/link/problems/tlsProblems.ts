import type { Sentences } from './sentences.ts';

/** Reasons of OpenSSL, most of them BoringSSL's as well, for which no alert came, since our own side found the fault; without the prefix `ERR_SSL_`. */
export const tlsProblems: Sentences = {
  WRONG_VERSION_NUMBER:
    '{where} does not speak TLS. Use ws:// instead of wss://, or tcp:// instead of tls://; some protocols change to TLS later, by STARTTLS.',
  PACKET_LENGTH_TOO_LONG:
    '{where} does not speak TLS: what came is not a TLS record. Use ws:// instead of wss://, or tcp:// instead of tls://.',
  HTTP_REQUEST: '{where} sent a plain HTTP request to a TLS port. Let it connect with https:// or wss://.',
  HTTPS_PROXY_REQUEST:
    '{where} took this TLS port for an HTTP proxy and sent CONNECT. Correct its proxy settings.',
  UNKNOWN_PROTOCOL: 'The first message of {where} is not a known TLS hello. Check the port.',
  UNSUPPORTED_PROTOCOL:
    '{where} speaks only TLS versions that are not allowed here. Lower the minimum version in the TLS options.',
  UNSUPPORTED_SSL_VERSION:
    '{where} requires an SSL version that this library no longer supports. Upgrade it there.',
  WRONG_SSL_VERSION: '{where} answered with another version than was offered. Its TLS library is at fault.',
  VERSION_TOO_LOW:
    'The TLS version that {where} chose is below the minimum set here. Lower the minimum version.',
  VERSION_TOO_HIGH: 'The TLS version of {where} is above the maximum set here. Raise the maximum version.',
  NO_PROTOCOLS_AVAILABLE:
    'No TLS version is left between minimum and maximum for {where}. Set the minimum below the maximum.',
  NO_SUPPORTED_VERSIONS_ENABLED:
    'The TLS options for {where} allow no version at all. Change minimum and maximum.',
  INAPPROPRIATE_FALLBACK:
    '{where} fell back to an older TLS version than it supports, which is treated as an attack.',
  UNSAFE_LEGACY_RENEGOTIATION_DISABLED:
    '{where} renegotiates in the old, unsafe way (without RFC 5746), which is not allowed here. It needs a newer TLS library.',
  NO_SHARED_CIPHER:
    'No cipher is known to both sides: {where} offers none that fits ours and our certificate. Allow more ciphers in the TLS options.',
  NO_SHARED_GROUP: 'No key exchange group is known both here and at {where}. Upgrade the older side.',
  NO_SHARED_GROUPS:
    '{where} and this side have no elliptic curve or group in common. Upgrade the older side.',
  NO_SUITABLE_KEY_SHARE: '{where} sent no key share that can be used here. Its list of groups is too narrow.',
  NO_SUITABLE_GROUPS: 'None of the groups that {where} knows fits. Let it allow X25519 or P-256.',
  NO_SHARED_SIGNATURE_ALGORITHMS:
    '{where} and this side have no signature algorithm in common. Use another certificate.',
  NO_COMMON_SIGNATURE_ALGORITHMS:
    'No signature algorithm suits both {where} and our certificate. Use another certificate.',
  NO_SUITABLE_SIGNATURE_ALGORITHM:
    'Our certificate cannot sign in any way that {where} accepts. Use an RSA or ECDSA one.',
  NO_CIPHERS_AVAILABLE:
    'The ciphers and versions set for {where} leave nothing to offer. Allow more of either.',
  NO_CIPHERS_PASSED: 'The list of ciphers for {where} is empty. Clear the ciphers in the TLS options.',
  NO_CIPHERS_SPECIFIED:
    '{where} offered no cipher at all, so there is nothing to choose. Its TLS library is at fault.',
  NO_CIPHER_MATCH: 'The TLS library knows none of the ciphers set for {where}. Check how they are written.',
  LIBRARY_HAS_NO_CIPHERS:
    'The TLS library has no ciphers at all, so {where} cannot be reached. Repair the installation.',
  WRONG_CIPHER_RETURNED: '{where} chose a cipher that was not offered. Its TLS library is at fault.',
  UNKNOWN_CIPHER_RETURNED: '{where} chose a cipher that is not known here. Allow other ciphers there.',
  NO_APPLICATION_PROTOCOL:
    '{where} and this side have no ALPN protocol in common. Change or clear the ALPN list in the TLS options.',
  INVALID_ALPN_PROTOCOL: '{where} chose an ALPN protocol that was not offered. Its TLS library is at fault.',
  PEER_DID_NOT_RETURN_A_CERTIFICATE:
    '{where} showed no certificate, which clients must here. Give it one, or ask for certificates without requiring them.',
  CERTIFICATE_VERIFY_FAILED: 'The certificate of {where} did not verify, so the handshake was ended.',
  NO_CERTIFICATE_SET: 'There is no certificate to show to {where}. Give one in the TLS options.',
  NO_CERTIFICATE_ASSIGNED: 'No certificate belongs to the key for {where}. Give both in the TLS options.',
  NO_PRIVATE_KEY_ASSIGNED: 'No key belongs to the certificate for {where}. Give both in the TLS options.',
  CERT_LENGTH_MISMATCH:
    '{where} sent a list of certificates whose lengths do not add up. Its TLS library is at fault.',
  UNKNOWN_CERTIFICATE_TYPE: '{where} showed a certificate of a type that is not understood here.',
  WRONG_CERTIFICATE_TYPE:
    '{where} showed a certificate whose key does not fit the cipher. Configure another there.',
  BAD_ECC_CERT: 'The elliptic curve in the certificate of {where} cannot be used for TLS. Use P-256.',
  BAD_SIGNATURE: '{where} signed the handshake wrongly: its key does not belong to its certificate.',
  WRONG_SIGNATURE_TYPE: '{where} signed with an algorithm that was not offered. Its TLS library is at fault.',
  CA_MD_TOO_WEAK:
    'A certificate for {where} is signed with a digest that is too weak (MD5, SHA-1). Reissue it.',
  EE_KEY_TOO_SMALL: 'A certificate for {where} has a key that is too short. Make one with 2048 bits or more.',
  CA_KEY_TOO_SMALL:
    'An authority for {where} has a key that is too short. Reissue it with 2048 bits or more.',
  DH_KEY_TOO_SMALL:
    '{where} offers Diffie-Hellman with a key that is too short. Allow elliptic curves there.',
  BAD_DH_P_LENGTH: '{where} sent Diffie-Hellman parameters of an impossible length. Renew them there.',
  BAD_DH_VALUE: '{where} sent an impossible Diffie-Hellman value. Its TLS library is at fault.',
  BAD_ECPOINT: '{where} sent a point that is not on the curve. Its TLS library is at fault.',
  WRONG_CURVE: '{where} chose a curve that was not offered. Its TLS library is at fault.',
  BAD_KEY_SHARE: '{where} sent a key share that cannot be used. Its TLS library is at fault.',
  UNSUPPORTED_ELLIPTIC_CURVE:
    '{where} requires an elliptic curve that is not known here. Let it allow P-256.',
  MISSING_TMP_DH_KEY:
    'A cipher for {where} needs Diffie-Hellman parameters, and there are none. Choose other ciphers.',
  MISSING_TMP_ECDH_KEY:
    'A cipher for {where} needs an elliptic curve, and none was chosen. Choose other ciphers.',
  DECRYPTION_FAILED_OR_BAD_RECORD_MAC:
    'Data from {where} did not decrypt: bytes were changed on the way, or it continued without TLS.',
  BAD_RECORD_MAC: 'A record from {where} was changed on the way: its checksum (MAC) is wrong.',
  DECRYPTION_FAILED: 'A record from {where} could not be decrypted. Something on the way changes bytes.',
  DIGEST_CHECK_FAILED:
    'The digest over the handshake with {where} is wrong: something on the way changed it.',
  BAD_RECORD_TYPE:
    'A record from {where} has a type that TLS does not have. Something on the way does not speak TLS.',
  UNEXPECTED_RECORD: '{where} sent a record that does not belong there. It may have continued without TLS.',
  UNEXPECTED_MESSAGE: '{where} sent an unexpected handshake message. Its TLS library is at fault.',
  UNEXPECTED_EOF_WHILE_READING:
    '{where} closed the connection without TLS’s closing alert (close_notify): the end of its data may be missing.',
  SHUTDOWN_WHILE_IN_INIT: 'TLS with {where} ended before its handshake was complete.',
  PROTOCOL_IS_SHUTDOWN: 'TLS with {where} has already ended, so nothing more can be sent on it.',
  APPLICATION_DATA_AFTER_CLOSE_NOTIFY:
    '{where} sent data although it had ended TLS. Its program is at fault.',
  APPLICATION_DATA_INSTEAD_OF_HANDSHAKE:
    '{where} sent data before the handshake was done. It is not a TLS peer.',
  APP_DATA_IN_HANDSHAKE: '{where} sent data in the middle of a handshake. Its TLS library is at fault.',
  HTTP_RESPONSE: '{where} answered TLS with plain HTTP. Use http or ws:// there.',
  BAD_CHANGE_CIPHER_SPEC:
    '{where} announced the change to encryption in a wrong way. Its TLS library is at fault.',
  CCS_RECEIVED_EARLY: '{where} changed to encryption too early. Its TLS library is at fault.',
  GOT_A_FIN_BEFORE_A_CCS:
    '{where} finished the handshake before it changed to encryption. Its library is at fault.',
  BAD_PROTOCOL_VERSION_NUMBER:
    '{where} named a TLS version that does not exist. Its TLS library is at fault.',
  BAD_PACKET_LENGTH: '{where} sent a TLS message whose length is wrong. Its TLS library is at fault.',
  BAD_PACKET: '{where} sent a TLS message that cannot be read. Its TLS library is at fault.',
  BAD_LENGTH: 'A length in the handshake of {where} is impossible. Its TLS library is at fault.',
  LENGTH_MISMATCH:
    'Two lengths in the handshake of {where} contradict each other. Its TLS library is at fault.',
  LENGTH_TOO_SHORT: 'A part of the handshake of {where} is cut off. Its TLS library is at fault.',
  LENGTH_TOO_LONG:
    'A part of the handshake of {where} is longer than it may be. Its TLS library is at fault.',
  DATA_LENGTH_TOO_LONG:
    'A record from {where} is longer than the 16 KiB that TLS allows. Something on the way does not speak TLS.',
  ENCRYPTED_LENGTH_TOO_LONG:
    'An encrypted record from {where} is longer than TLS allows. Something on the way does not speak TLS.',
  EXCESSIVE_MESSAGE_SIZE:
    'A handshake message from {where} is larger than is accepted, such as an endless chain.',
  DECODE_ERROR: 'A handshake message from {where} cannot be read. Its TLS library is at fault.',
  BAD_DECOMPRESSION: '{where} sent compressed data that does not decompress. Switch compression off there.',
  BAD_EXTENSION: 'An extension in the handshake of {where} cannot be read. Its TLS library is at fault.',
  PARSE_TLSEXT: 'The extensions in the handshake of {where} cannot be read. Its TLS library is at fault.',
  UNSOLICITED_EXTENSION: '{where} sent an extension that was not asked for. Its TLS library is at fault.',
  MISSING_EXTENSION: 'An extension that has to be there is missing in the handshake of {where}.',
  SSL3_EXT_INVALID_SERVERNAME:
    '{where} asked for a server name that is not valid. Its TLS library is at fault.',
  CLIENTHELLO_TLSEXT:
    'The extensions that {where} sent as client were not accepted. Compare its server name and ALPN.',
  SERVERHELLO_TLSEXT:
    'The extensions that {where} answered with were not accepted. Its TLS library is at fault.',
  SESSION_ID_CONTEXT_UNINITIALIZED: 'A session of {where} could not be resumed. Switch session reuse off.',
  OLD_SESSION_CIPHER_NOT_RETURNED:
    '{where} resumed an old session with another cipher. Switch session reuse off.',
  SSL_SESSION_VERSION_MISMATCH:
    '{where} resumed an old session with another version. Switch session reuse off.',
  BINDER_DOES_NOT_VERIFY:
    'The proof for the earlier session with {where} is wrong. Switch session reuse off.',
  NO_RENEGOTIATION: '{where} refused to renegotiate TLS. Connect again instead.',
  RENEGOTIATION_MISMATCH:
    '{where} renegotiated with values of another connection, which is treated as an attack.',
  TOO_MANY_KEY_UPDATES: '{where} asked for new keys too often. Its TLS library is at fault.',
  TOO_MANY_WARN_ALERTS: '{where} sent endless warnings. Its TLS library is at fault.',
  TOO_MANY_WARNING_ALERTS: '{where} sent more warnings than are accepted. Its TLS library is at fault.',
  TOO_MANY_EMPTY_FRAGMENTS: '{where} sent endless empty TLS records, which is treated as an attack.',
  UNKNOWN_ALERT_TYPE: '{where} sent an alert that TLS does not have. Its TLS library is at fault.',
  INVALID_ALERT: '{where} sent an alert that cannot be read. Its TLS library is at fault.',
  BAD_ALERT: '{where} sent a malformed alert. Its TLS library is at fault.',
  PSK_IDENTITY_NOT_FOUND: 'The pre-shared key that {where} named is not known here. Compare both sides.',
  INSUFFICIENT_SECURITY: 'What {where} offers is weaker than is allowed here. Strengthen its ciphers.',
  HANDSHAKE_FAILURE_ON_CLIENT_HELLO:
    '{where} accepts nothing in our hello. Allow more versions and ciphers in the TLS options.',
  SSL_HANDSHAKE_FAILURE:
    'The handshake of {where} ended without agreement on version, cipher or certificate.',
  INTERNAL_ERROR:
    'The TLS library had an internal error with {where}. Try again, and report it if it happens again.',
  MALLOC_FAILURE: 'There was no memory left for TLS with {where}. Close programs and try again.',
};
