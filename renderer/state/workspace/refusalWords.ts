/** By the code of what is wrong, as Node and OpenSSL name it; every other code has the general sentence. */
const words: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'A certificate in the chain has expired.',
  CERT_NOT_YET_VALID: 'A certificate in the chain is not valid yet.',
  CERT_REVOKED: 'The certificate was revoked.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate’s authority is not trusted.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate’s authority is not trusted.',
  CERT_UNTRUSTED: 'The certificate’s authority is not trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate’s issuer is unknown.',
  UNABLE_TO_GET_ISSUER_CERT: 'The certificate chain is incomplete.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another name.',
  HOSTNAME_MISMATCH: 'The certificate is for another name.',
  IP_ADDRESS_MISMATCH: 'The certificate is for another address.',
};

/**
 * Why a certificate was refused, in a few words: they stand above the records, and the panel of the connection has the whole sentence. `code`
 * is null where it is not known.
 */
export function describeRefusal(code: string | null): string {
  return words[code ?? ''] ?? 'The certificate does not verify.';
}
