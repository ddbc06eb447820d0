import type { Sentences } from './sentences.ts';

/**
 * OpenSSL's codes (X509_V_ERR_…) that Node reports as `UNSPECIFIED`, by the beginning of the library's words, which are all that Node
 * passes on.
 */
export const certificateWords: Readonly<Record<string, string>> = {
  'authority and subject key identifier mismatch': 'AKID_SKID_MISMATCH',
  'authority and issuer serial number mismatch': 'AKID_ISSUER_SERIAL_MISMATCH',
  'subject issuer mismatch': 'SUBJECT_ISSUER_MISMATCH',
  'key usage does not include certificate signing': 'KEYUSAGE_NO_CERTSIGN',
  'unable to get CRL issuer certificate': 'UNABLE_TO_GET_CRL_ISSUER',
  'unhandled critical extension': 'UNHANDLED_CRITICAL_EXTENSION',
  'key usage does not include CRL signing': 'KEYUSAGE_NO_CRL_SIGN',
  'unhandled critical CRL extension': 'UNHANDLED_CRITICAL_CRL_EXTENSION',
  'invalid non-CA certificate': 'INVALID_NON_CA',
  'proxy path length constraint exceeded': 'PROXY_PATH_LENGTH_EXCEEDED',
  'key usage does not include digital signature': 'KEYUSAGE_NO_DIGITAL_SIGNATURE',
  'proxy certificates not allowed': 'PROXY_CERTIFICATES_NOT_ALLOWED',
  'invalid or inconsistent certificate extension': 'INVALID_EXTENSION',
  'invalid or inconsistent certificate policy extension': 'INVALID_POLICY_EXTENSION',
  'no explicit policy': 'NO_EXPLICIT_POLICY',
  'different CRL scope': 'DIFFERENT_CRL_SCOPE',
  'unsupported extension feature': 'UNSUPPORTED_EXTENSION_FEATURE',
  'RFC 3779 resource not subset of parent': 'UNNESTED_RESOURCE',
  'permitted subtree violation': 'PERMITTED_VIOLATION',
  'excluded subtree violation': 'EXCLUDED_VIOLATION',
  'name constraints minimum and maximum not supported': 'SUBTREE_MINMAX',
  'application verification failure': 'APPLICATION_VERIFICATION',
  'unsupported name constraint type': 'UNSUPPORTED_CONSTRAINT_TYPE',
  'unsupported or invalid name constraint syntax': 'UNSUPPORTED_CONSTRAINT_SYNTAX',
  'unsupported or invalid name syntax': 'UNSUPPORTED_NAME_SYNTAX',
  'CRL path validation error': 'CRL_PATH_VALIDATION_ERROR',
  'path loop': 'PATH_LOOP',
  'Suite B: certificate version invalid': 'SUITE_B_INVALID_VERSION',
  'Suite B: invalid public key algorithm': 'SUITE_B_INVALID_ALGORITHM',
  'Suite B: invalid ECC curve': 'SUITE_B_INVALID_CURVE',
  'Suite B: invalid signature algorithm': 'SUITE_B_INVALID_SIGNATURE_ALGORITHM',
  'Suite B: curve not allowed for this LOS': 'SUITE_B_LOS_NOT_ALLOWED',
  'Suite B: cannot sign P-384 with P-256': 'SUITE_B_CANNOT_SIGN_P_384_WITH_P_256',
  'email address mismatch': 'EMAIL_MISMATCH',
  'IP address mismatch': 'IP_ADDRESS_MISMATCH',
  'no matching DANE TLSA records': 'DANE_NO_MATCH',
  'EE certificate key too weak': 'EE_KEY_TOO_SMALL',
  'CA certificate key too weak': 'CA_KEY_TOO_SMALL',
  'CA signature digest algorithm too weak': 'CA_MD_TOO_WEAK',
  'invalid certificate verification context': 'INVALID_CALL',
  'issuer certificate lookup error': 'STORE_LOOKUP',
  'Certificate Transparency required, but no valid SCTs found': 'NO_VALID_SCTS',
  'proxy subject name violation': 'PROXY_SUBJECT_NAME_VIOLATION',
  'OCSP verification needed': 'OCSP_VERIFY_NEEDED',
  'OCSP verification failed': 'OCSP_VERIFY_FAILED',
  'OCSP unknown cert': 'OCSP_CERT_UNKNOWN',
  'Cannot find certificate signature algorithm': 'UNSUPPORTED_SIGNATURE_ALGORITHM',
  'subject signature algorithm and issuer public key algorithm mismatch': 'SIGNATURE_ALGORITHM_MISMATCH',
  'cert info signature and signature algorithm mismatch': 'SIGNATURE_ALGORITHM_INCONSISTENCY',
  'Path length invalid for non-CA cert': 'PATHLEN_INVALID_FOR_NON_CA',
  'Path length given without key usage keyCertSign': 'PATHLEN_WITHOUT_KU_KEY_CERT_SIGN',
  'Key usage keyCertSign invalid for non-CA cert': 'KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA',
  'Missing Authority Key Identifier': 'MISSING_AUTHORITY_KEY_IDENTIFIER',
  'Missing Subject Key Identifier': 'MISSING_SUBJECT_KEY_IDENTIFIER',
  'Empty Subject Alternative Name extension': 'EMPTY_SUBJECT_ALT_NAME',
  'Subject empty and Subject Alt Name extension not critical': 'EMPTY_SUBJECT_SAN_NOT_CRITICAL',
  'Basic Constraints of CA cert not marked critical': 'CA_BCONS_NOT_CRITICAL',
  'Authority Key Identifier marked critical': 'AUTHORITY_KEY_IDENTIFIER_CRITICAL',
  'Subject Key Identifier marked critical': 'SUBJECT_KEY_IDENTIFIER_CRITICAL',
  'CA cert does not include key usage extension': 'CA_CERT_MISSING_KEY_USAGE',
  'Using cert extension requires at least X509v3': 'EXTENSIONS_REQUIRE_VERSION_3',
  'Certificate public key has explicit ECC parameters': 'EC_KEY_EXPLICIT_PARAMS',
  'Raw public key untrusted': 'RPK_UNTRUSTED',
  'Issuer name empty': 'ISSUER_NAME_EMPTY',
  'Subject name empty': 'SUBJECT_NAME_EMPTY',
  'invalid CA certificate': 'INVALID_CA',
};

/** Sentences for these codes. */
export const moreCertificateProblems: Sentences = {
  AKID_SKID_MISMATCH:
    'A certificate in the chain of {where} names a different signing key than its authority has (key identifiers). The authority given is probably another one of the same name.',
  AKID_ISSUER_SERIAL_MISMATCH:
    'A certificate in the chain of {where} names a different issuer certificate than its authority has (serial number). The authority given is probably another one of the same name.',
  SUBJECT_ISSUER_MISMATCH:
    'A certificate in the chain of {where} was not issued by the next one. Let the server send its chain in order.',
  KEYUSAGE_NO_CERTSIGN:
    'A certificate in the chain of {where} signed another, but its key usage does not allow that. It must be reissued.',
  UNABLE_TO_GET_CRL_ISSUER:
    'The issuer of the certificate revocation list for {where} is not known here. Add that authority.',
  UNHANDLED_CRITICAL_EXTENSION:
    'The certificate of {where} has a critical extension that the TLS library does not support. It must be reissued without it.',
  KEYUSAGE_NO_CRL_SIGN:
    'The signer of the certificate revocation list for {where} may not sign such lists. Get another list.',
  UNHANDLED_CRITICAL_CRL_EXTENSION:
    'The certificate revocation list for {where} has a critical extension that the TLS library does not support.',
  INVALID_NON_CA:
    'A certificate in the chain of {where} has the marks of an authority, but says that it is not one. It must be reissued.',
  PROXY_PATH_LENGTH_EXCEEDED:
    'The chain of {where} has more proxy certificates (RFC 3820) than one of them allows.',
  KEYUSAGE_NO_DIGITAL_SIGNATURE:
    'The key of {where} may not be used for signatures, as its certificate says (key usage). It must be reissued.',
  PROXY_CERTIFICATES_NOT_ALLOWED:
    '{where} shows a proxy certificate (RFC 3820), which is not accepted. It needs a certificate of its own.',
  INVALID_EXTENSION:
    'An extension in the chain of {where} is malformed, or contradicts another. It must be reissued.',
  INVALID_POLICY_EXTENSION:
    'The policies in the chain of {where} are malformed, or contradict each other. It must be reissued.',
  NO_EXPLICIT_POLICY:
    'The chain of {where} requires a policy, but names none that is valid for all of it. It must be issued differently.',
  DIFFERENT_CRL_SCOPE:
    'The certificate revocation list for {where} is about other certificates. Get the right one.',
  UNSUPPORTED_EXTENSION_FEATURE:
    'The certificate of {where} uses a part of an extension that the TLS library does not support.',
  UNNESTED_RESOURCE:
    'The certificate of {where} claims addresses (RFC 3779) that its authority does not have.',
  PERMITTED_VIOLATION:
    'An authority in the chain of {where} may sign for certain names only, and this one is not among them.',
  EXCLUDED_VIOLATION: 'An authority in the chain of {where} must not sign for this name.',
  SUBTREE_MINMAX:
    'An authority in the chain of {where} limits names by minimum and maximum, which RFC 5280 does not allow.',
  APPLICATION_VERIFICATION:
    'The certificate of {where} was rejected by the program that uses the TLS library.',
  UNSUPPORTED_CONSTRAINT_TYPE:
    'An authority in the chain of {where} limits names of a type that the TLS library cannot compare.',
  UNSUPPORTED_CONSTRAINT_SYNTAX:
    'An authority in the chain of {where} limits names in a way that cannot be read. It must be reissued.',
  UNSUPPORTED_NAME_SYNTAX:
    'A name in the certificate of {where} cannot be read, and its authority limits names. It must be reissued.',
  CRL_PATH_VALIDATION_ERROR: 'The certificate revocation list for {where} cannot be traced to an authority.',
  PATH_LOOP: 'The chain of {where} leads back to itself. Let the server send the right one.',
  SUITE_B_INVALID_VERSION:
    'The certificate of {where} does not have the version that Suite B (RFC 6460) requires.',
  SUITE_B_INVALID_ALGORITHM: 'The key of {where} is not of the type that Suite B (RFC 6460) requires: EC.',
  SUITE_B_INVALID_CURVE: 'The key of {where} is on a curve that Suite B (RFC 6460) does not allow.',
  SUITE_B_INVALID_SIGNATURE_ALGORITHM:
    'The certificate of {where} is not signed as Suite B (RFC 6460) requires.',
  SUITE_B_LOS_NOT_ALLOWED:
    'The curve of the key of {where} is too small for the security level that was requested (RFC 6460).',
  SUITE_B_CANNOT_SIGN_P_384_WITH_P_256:
    'A key on P-256 signed one on P-384 in the chain of {where}, which Suite B (RFC 6460) does not allow.',
  EMAIL_MISMATCH: 'The certificate of {where} is for another e-mail address.',
  IP_ADDRESS_MISMATCH:
    'The certificate of {where} names other IP addresses only. Connect by a name that it has.',
  DANE_NO_MATCH: 'The certificate of {where} is not the one that DNS announces (DANE, RFC 6698).',
  EE_KEY_TOO_SMALL:
    'The key in the certificate of {where} is too short to be safe today. It must be reissued.',
  CA_KEY_TOO_SMALL: 'The key of an authority in the chain of {where} is too short to be safe today.',
  CA_MD_TOO_WEAK:
    'A signature in the chain of {where} uses a digest that is no longer safe (MD5, SHA-1). It must be reissued.',
  INVALID_CALL:
    'The TLS library was asked to verify {where} without a certificate. This is a bug in Wirebench; report it.',
  STORE_LOOKUP: 'The store of authorities could not be read while {where} was verified. Try again.',
  NO_VALID_SCTS:
    'The certificate of {where} is in no public log (Certificate Transparency, RFC 9162), which is required.',
  PROXY_SUBJECT_NAME_VIOLATION:
    '{where} shows a proxy certificate (RFC 3820) whose name does not extend the name of its issuer.',
  OCSP_VERIFY_NEEDED:
    'A check whether the certificate of {where} was revoked (OCSP) is required, but was not made.',
  OCSP_VERIFY_FAILED: 'The answer about the revocation of {where} (OCSP) cannot be trusted.',
  OCSP_CERT_UNKNOWN:
    'Its own authority does not know the certificate of {where} (OCSP). It may be a forgery.',
  UNSUPPORTED_SIGNATURE_ALGORITHM:
    'A certificate in the chain of {where} is signed with an algorithm that the TLS library does not know. It must be reissued.',
  SIGNATURE_ALGORITHM_MISMATCH:
    'A certificate in the chain of {where} is signed with an algorithm that does not fit the key of its authority.',
  SIGNATURE_ALGORITHM_INCONSISTENCY:
    'A certificate in the chain of {where} names two different signature algorithms. It must be reissued.',
  PATHLEN_INVALID_FOR_NON_CA:
    'A certificate in the chain of {where} limits authorities below it, but is not an authority itself. It must be reissued.',
  PATHLEN_WITHOUT_KU_KEY_CERT_SIGN:
    'An authority in the chain of {where} limits authorities below it, but may not sign any. It must be reissued.',
  KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA:
    'A certificate in the chain of {where} may sign others by its key usage, but is not an authority. It must be reissued.',
  MISSING_AUTHORITY_KEY_IDENTIFIER:
    'The certificate of {where} does not say which key signed it, which RFC 5280 requires. It must be reissued.',
  MISSING_SUBJECT_KEY_IDENTIFIER:
    'An authority in the chain of {where} does not identify its key, which RFC 5280 requires. It must be reissued.',
  EMPTY_SUBJECT_ALT_NAME: 'The list of names in the certificate of {where} is empty. It must be reissued.',
  EMPTY_SUBJECT_SAN_NOT_CRITICAL:
    'The certificate of {where} has names in an extension only, but does not mark it as critical. It must be reissued.',
  CA_BCONS_NOT_CRITICAL:
    'An authority in the chain of {where} does not mark as critical that it is one, which RFC 5280 requires.',
  AUTHORITY_KEY_IDENTIFIER_CRITICAL:
    'A certificate in the chain of {where} marks as critical which key signed it, which RFC 5280 forbids.',
  SUBJECT_KEY_IDENTIFIER_CRITICAL:
    'A certificate in the chain of {where} marks the name of its key as critical, which RFC 5280 forbids.',
  CA_CERT_MISSING_KEY_USAGE:
    'An authority in the chain of {where} does not say what its key is for, which RFC 5280 requires.',
  EXTENSIONS_REQUIRE_VERSION_3:
    'A certificate in the chain of {where} has extensions, but says that it has a version without them.',
  EC_KEY_EXPLICIT_PARAMS:
    'A key in the chain of {where} writes its curve out instead of naming it, which RFC 5480 forbids. It must be reissued.',
  RPK_UNTRUSTED: '{where} shows a key without a certificate (RFC 7250), which was not agreed on.',
  ISSUER_NAME_EMPTY:
    'A certificate in the chain of {where} does not name who issued it. It must be reissued.',
  SUBJECT_NAME_EMPTY: 'An authority in the chain of {where} has no name. It must be reissued.',
};
