import type { Sentences } from './sentences.ts';

/**
 * Reasons that only BoringSSL has, Electron's library, beside those that it shares with OpenSSL; without the prefix `ERR_SSL_`. Those of
 * QUIC, DTLS and of callbacks that are never set are left out.
 */
export const boringSslProblems: Sentences = {
  ATTEMPT_TO_REUSE_SESSION_IN_DIFFERENT_CONTEXT:
    'The session that {where} resumed belongs to another server or name. Switch session reuse off.',
  BAD_DIGEST_LENGTH: 'The digest of a message from {where} has a wrong length. Its TLS library is at fault.',
  BAD_HANDSHAKE_RECORD:
    'A handshake record of {where} is mixed with others in a way that TLS forbids. Its TLS library is at fault.',
  BAD_HELLO_REQUEST:
    '{where} asked to renegotiate with a message that cannot be read. Its library is at fault.',
  BAD_RSA_ENCRYPT: 'The key in the certificate of {where} is too short to encrypt with. It must be reissued.',
  BLOCK_CIPHER_PAD_IS_WRONG: 'A record from {where} has wrong padding: something on the way changed it.',
  CANNOT_PARSE_LEAF_CERT:
    'The certificate of {where} cannot be read. It is damaged, or breaks a rule of RFC 5280.',
  CA_DN_LENGTH_MISMATCH:
    'The list of authorities that {where} accepts cannot be read. Its TLS library is at fault.',
  CA_DN_TOO_LONG: 'The list of authorities that {where} accepts is too long. Shorten it there.',
  CERTIFICATE_AND_PRIVATE_KEY_MISMATCH:
    'The key for {where} does not belong to its certificate. Give both of one pair in the TLS options.',
  CERT_DECOMPRESSION_FAILED: '{where} sent compressed certificates that do not decompress.',
  UNCOMPRESSED_CERT_TOO_LARGE: '{where} sent compressed certificates that are larger than is accepted.',
  UNKNOWN_CERT_COMPRESSION_ALG: '{where} compressed its certificates in a way that was not offered.',
  CIPHER_OR_HASH_UNAVAILABLE: 'The cipher that {where} chose is not available here. Choose others.',
  CLIENTHELLO_PARSE_FAILED: 'The first message of {where} cannot be read. It may not be a TLS client.',
  CONNECTION_REJECTED: 'The handshake with {where} was refused on this side.',
  DH_PUBLIC_VALUE_LENGTH_IS_WRONG:
    '{where} sent an impossible Diffie-Hellman value. Its library is at fault.',
  DH_P_TOO_LONG: '{where} sent Diffie-Hellman parameters that are too long. Allow elliptic curves there.',
  DOWNGRADE_DETECTED:
    'Something between here and {where} made both sides use an older TLS version, which is treated as an attack.',
  TLS13_DOWNGRADE:
    '{where} could speak TLS 1.3, but something on the way made it use an older version, which is treated as an attack.',
  DUPLICATE_EXTENSION: '{where} sent an extension twice. Its TLS library is at fault.',
  DUPLICATE_KEY_SHARE: '{where} sent two key shares of one group. Its TLS library is at fault.',
  DUPLICATE_SIGNATURE_ALGORITHM: 'A signature algorithm is listed twice for {where}. List it once.',
  ECC_CERT_NOT_FOR_SIGNING:
    'The key of {where} may only be used for key agreement, as its certificate says (key usage). It must be reissued.',
  KEY_USAGE_BIT_INCORRECT:
    'The key usage in the certificate of {where} does not allow what TLS does with its key. It must be reissued.',
  ECH_REJECTED: '{where} did not accept the encrypted hello (ECH), which is not offered here.',
  EMPTY_HELLO_RETRY_REQUEST: '{where} asked for another hello without a reason. Its TLS library is at fault.',
  EMS_STATE_INCONSISTENT:
    '{where} changed its mind about the extended master secret. Its TLS library is at fault.',
  RENEGOTIATION_EMS_MISMATCH:
    '{where} renegotiated without the extended master secret that it began with. Its TLS library is at fault.',
  RESUMED_EMS_SESSION_WITHOUT_EMS_EXTENSION:
    '{where} resumed a session without the extension that it began with. Switch session reuse off.',
  RESUMED_NON_EMS_SESSION_WITH_EMS_EXTENSION:
    '{where} resumed a session with an extension that it began without. Switch session reuse off.',
  ERROR_ADDING_EXTENSION: 'An extension for {where} could not be written. Check server name and ALPN.',
  ERROR_IN_RECEIVED_CIPHER_LIST:
    'The list of ciphers of {where} cannot be read. Its TLS library is at fault.',
  ERROR_PARSING_EXTENSION:
    'An extension in the handshake of {where} cannot be read. Its library is at fault.',
  UNEXPECTED_EXTENSION: '{where} sent an extension that does not belong there. Its TLS library is at fault.',
  EXCESS_HANDSHAKE_DATA:
    '{where} sent more in its handshake than belongs there. Its TLS library is at fault.',
  EXTRA_DATA_IN_MESSAGE:
    'A handshake message from {where} is longer than it says. Its TLS library is at fault.',
  FRAGMENT_MISMATCH:
    'The parts of a handshake message from {where} contradict each other. Its library is at fault.',
  HANDSHAKE_NOT_COMPLETE: 'TLS with {where} was used before its handshake was complete. Connect again.',
  INCONSISTENT_CLIENT_HELLO: 'The two hellos of {where} contradict each other. Its TLS library is at fault.',
  INVALID_ALPN_PROTOCOL_LIST: 'The ALPN list for {where} is not valid. Each name has 1 to 255 bytes.',
  INVALID_COMMAND: 'The list of ciphers for {where} has a command that the TLS library does not know.',
  INVALID_COMPRESSION_LIST: '{where} offered TLS compression under TLS 1.3. Its TLS library is at fault.',
  INVALID_MESSAGE: 'A message from {where} is not valid. Its TLS library is at fault.',
  INVALID_OUTER_RECORD_TYPE:
    'A record from {where} has a wrong type. Something on the way does not speak TLS.',
  INVALID_SCT_LIST: '{where} sent a list of certificate timestamps (SCT) that cannot be read.',
  INVALID_SIGNATURE_ALGORITHM: 'A signature algorithm for {where} is not known to the TLS library.',
  INVALID_SSL_SESSION: 'The session to resume with {where} cannot be read. Switch session reuse off.',
  SESSION_MAY_NOT_BE_CREATED: 'No session can be kept with {where}. Switch session reuse off.',
  SERVER_ECHOED_INVALID_SESSION_ID:
    '{where} resumed a session that was not offered. Switch session reuse off.',
  OLD_SESSION_PRF_HASH_MISMATCH:
    '{where} resumed an old session with a cipher of another digest. Switch session reuse off.',
  OLD_SESSION_VERSION_NOT_RETURNED:
    '{where} resumed a session that began with another version. Switch session reuse off.',
  PRE_SHARED_KEY_MUST_BE_LAST: '{where} sent its extensions in a wrong order. Its TLS library is at fault.',
  PSK_IDENTITY_BINDER_COUNT_MISMATCH:
    '{where} named more sessions than it proved. Its TLS library is at fault.',
  MISSING_KEY_SHARE: '{where} sent no key share for the group that was chosen. Its TLS library is at fault.',
  MISSING_RSA_CERTIFICATE: '{where} chose a cipher for RSA without a certificate that has such a key.',
  REQUIRED_CIPHER_MISSING:
    '{where} does not offer a cipher that its version requires. Its library is at fault.',
  NO_CERTIFICATES_RETURNED: '{where} showed no certificate.',
  NO_REQUIRED_DIGEST: 'No digest is known both here and at {where}. Upgrade the older side.',
  PEER_ERROR_UNSUPPORTED_CERTIFICATE_TYPE:
    '{where} cannot use certificates of the type that we showed. Use another.',
  PRIVATE_KEY_OPERATION_FAILED:
    'The key for {where} could not sign. Check certificate and key in the TLS options.',
  RECORD_LENGTH_MISMATCH:
    'A record from {where} is not as long as it says. Something on the way changes bytes.',
  RECORD_TOO_LARGE:
    'A record from {where} is longer than TLS allows. Something on the way does not speak TLS.',
  RENEGOTIATION_ENCODING_ERR: 'The renegotiation of {where} cannot be read. Its TLS library is at fault.',
  SCSV_RECEIVED_WHEN_RENEGOTIATING: '{where} renegotiated as if it began anew. Its TLS library is at fault.',
  SECOND_SERVERHELLO_VERSION_MISMATCH:
    '{where} changed the version between two hellos. Its library is at fault.',
  SERVER_CERT_CHANGED: '{where} showed another certificate in the middle of a connection. Connect again.',
  SIGNATURE_ALGORITHMS_EXTENSION_SENT_BY_SERVER:
    '{where} sent an extension that only clients send. Its TLS library is at fault.',
  TICKET_ENCRYPTION_FAILED: 'The ticket for {where} could not be made. Connect again.',
  TLS_PEER_DID_NOT_RESPOND_WITH_CERTIFICATE_LIST:
    '{where} sent no list of certificates. Its library is at fault.',
  TLS_RSA_ENCRYPTED_VALUE_LENGTH_IS_WRONG:
    '{where} encrypted the secret with another key than that of the certificate. Its TLS library is at fault.',
  UNABLE_TO_FIND_ECDH_PARAMETERS: 'The elliptic curve of the key for {where} is not known here. Use P-256.',
  UNKNOWN_CIPHER_TYPE: '{where} chose a cipher of a type that is not known here. Allow other ciphers there.',
  UNKNOWN_KEY_EXCHANGE_TYPE:
    '{where} exchanges keys in a way that is not known here. Allow other ciphers there.',
  UNKNOWN_SSL_VERSION: '{where} named a TLS version that is not known here. Allow TLS 1.2 or 1.3 there.',
  UNSUPPORTED_COMPRESSION_ALGORITHM:
    '{where} chose TLS compression, which was not offered. Switch it off there.',
  WRONG_MESSAGE_TYPE: '{where} sent a handshake message out of turn. Its TLS library is at fault.',
  X509_LIB: 'A certificate of {where} cannot be read. It is damaged, or breaks a rule of RFC 5280.',
  X509_VERIFICATION_SETUP_PROBLEMS:
    'The certificate of {where} could not be verified. Check the authorities.',
};
