import type { Sentences } from './sentences.ts';

/**
 * The reasons why a certificate does not verify, under Node's names for X509_V_ERR_… (RFC 5280), and its own check of the host name (RFC
 * 9525). These are the general sentences; when the certificate is at hand, its dates and names are added.
 */
export const certificateProblems: Sentences = {
  CERT_HAS_EXPIRED: 'A certificate in the chain of {where} has expired.',
  CERT_NOT_YET_VALID: 'A certificate in the chain of {where} is not valid yet. Check this machine’s clock.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    '{where} shows a self-signed certificate, which nobody vouches for. Trust it for this connection, or add its authority in the TLS options.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'The certificate of {where} comes from an authority that this machine does not trust. Add that authority in the TLS options, or trust the certificate for this connection.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The certificate of {where} cannot be verified: it came alone, and its issuer is not known here. Let the server send its whole chain, or add the authority in the TLS options.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The certificate of {where} cannot be verified: the authority that signed it is missing or not trusted. Add it in the TLS options, or trust the certificate for this connection.',
  UNABLE_TO_GET_ISSUER_CERT:
    'The chain of {where} breaks off: the issuer of one of its authorities cannot be found. Let the server send it, or add it in the TLS options.',
  UNABLE_TO_GET_CRL:
    'The certificate revocation list for {where} is missing, so the certificate was not accepted. Supply the list, or do without it.',
  UNABLE_TO_DECRYPT_CERT_SIGNATURE:
    'The signature on the certificate of {where} cannot be read with the key of its authority. The authority given is probably another one of the same name.',
  UNABLE_TO_DECRYPT_CRL_SIGNATURE:
    'The signature on the certificate revocation list for {where} cannot be read. Get a fresh list.',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
    'The public key of the authority behind {where} is of a type that is not supported. Check that authority.',
  CERT_SIGNATURE_FAILURE:
    'The signature on the certificate of {where} is wrong: it was changed, or signed by another authority of the same name.',
  CRL_SIGNATURE_FAILURE:
    'The signature on the certificate revocation list for {where} is wrong. Get a fresh list.',
  CRL_NOT_YET_VALID:
    'The certificate revocation list for {where} is dated in the future. Check this machine’s clock.',
  CRL_HAS_EXPIRED: 'The certificate revocation list for {where} is out of date. Get a fresh one.',
  ERROR_IN_CERT_NOT_BEFORE_FIELD:
    'The certificate of {where} has a start date that cannot be read. It must be reissued.',
  ERROR_IN_CERT_NOT_AFTER_FIELD:
    'The certificate of {where} has an end date that cannot be read. It must be reissued.',
  ERROR_IN_CRL_LAST_UPDATE_FIELD:
    'The certificate revocation list for {where} has an unreadable date of issue. Get a fresh one.',
  ERROR_IN_CRL_NEXT_UPDATE_FIELD:
    'The certificate revocation list for {where} has an unreadable expiry date. Get a fresh one.',
  OUT_OF_MEM: 'There was no memory left to verify the certificate of {where}. Close programs and try again.',
  CERT_CHAIN_TOO_LONG:
    'The chain of {where} has more certificates than the TLS library verifies. Let the server send only its own.',
  CERT_REVOKED: 'The certificate of {where} was revoked by its authority.',
  INVALID_CA:
    'A certificate in the chain of {where} signed another, but is not an authority (CA:TRUE is missing). It must be reissued.',
  PATH_LENGTH_EXCEEDED:
    'The chain of {where} has more authorities below one of its authorities than that one allows (path length). It must be issued differently.',
  INVALID_PURPOSE:
    'The certificate of {where} is not for this use: its extended key usage names another, such as clients only.',
  CERT_UNTRUSTED: 'The authority behind {where} is known here, but marked as not trusted for this use.',
  CERT_REJECTED: 'The authority behind {where} is known here, but marked as rejected for this use.',
  HOSTNAME_MISMATCH:
    'The certificate shown at {where} names other hosts only. Connect by a name that it has.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate of {where} was made for another name. Connect by that name, or set it as server name in the TLS options.',
  ERR_TLS_CERT_ALTNAME_FORMAT:
    'The list of names in the certificate of {where} is malformed. It must be reissued.',
  UNSPECIFIED:
    'The certificate of {where} breaks a rule of RFC 5280, but the TLS library does not say which. Check its key, its signature and its extensions.',
};

/** The library's reasons about keys and certificates, as `ERR_OSSL_…`. For those that the options cause, the field has its own sentence. */
export const keyProblems: Sentences = {
  ERR_OSSL_BAD_DECRYPT: 'The passphrase for the key of {where} is wrong.',
  ERR_OSSL_EVP_BAD_DECRYPT: 'The key for {where} does not open with this passphrase.',
  ERR_OSSL_EVP_UNSUPPORTED:
    'The key for {where} is encrypted or encoded in a way that the TLS library does not support. Convert it.',
  ERR_OSSL_UNSUPPORTED:
    'The key file for {where} is of a kind that is not supported. Convert it to PKCS #8 as PEM.',
  ERR_OSSL_EVP_UNSUPPORTED_ALGORITHM:
    'The key for {where} is of a kind that the TLS library does not support. Use an RSA or EC P-256 key.',
  ERR_OSSL_EC_UNKNOWN_GROUP:
    'The key for {where} is on an elliptic curve that the TLS library does not support. Use P-256.',
  ERR_OSSL_PEM_NO_START_LINE: 'The file for {where} is not PEM: it has no line that begins with -----BEGIN.',
  ERR_OSSL_PEM_BAD_END_LINE: 'The PEM for {where} has no proper -----END line; it may be cut off.',
  ERR_OSSL_PEM_BAD_BASE64_DECODE:
    'The PEM for {where} has characters that do not belong there; it is damaged.',
  ERR_OSSL_PEM_BAD_PASSWORD_READ: 'The key for {where} is encrypted, and no passphrase was given.',
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: 'The key for {where} is encrypted, so it needs its passphrase.',
  ERR_MISSING_PASSPHRASE: 'The key for {where} needs a passphrase. Give it in the TLS options.',
  ERR_OSSL_PKCS12_MAC_VERIFY_FAILURE: 'The passphrase for the PKCS #12 file of {where} is wrong.',
  ERR_OSSL_PKCS8_INCORRECT_PASSWORD: 'The passphrase for the PKCS #12 file of {where} is wrong.',
  ERR_OSSL_PKCS12_PARSE_ERROR:
    'The PKCS #12 file for {where} cannot be read; it is damaged, or not a PKCS #12 file.',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'The key for {where} does not belong to its certificate.',
  ERR_OSSL_X509_KEY_TYPE_MISMATCH: 'The key for {where} is of another type than its certificate.',
  ERR_OSSL_X509_CERT_ALREADY_IN_HASH_TABLE: 'A certificate for {where} was given twice. Remove one of them.',
  ERR_OSSL_ASN1_NOT_ENOUGH_DATA: 'The certificate or key for {where} is cut off.',
  ERR_OSSL_ASN1_HEADER_TOO_LONG: 'The certificate or key for {where} is damaged: it is shorter than it says.',
  ERR_OSSL_ASN1_WRONG_TAG: 'The certificate or key given for {where} is neither.',
  ERR_OSSL_WRONG_TAG: 'The file given for {where} holds neither a certificate nor a key.',
  ERR_CRYPTO_INCOMPATIBLE_KEY: 'The key for {where} cannot be used for TLS. Use an RSA, EC or Ed25519 key.',
  ERR_CRYPTO_OPERATION_FAILED:
    'A certificate, key or PKCS #12 file for {where} was not accepted by the TLS library.',
};
