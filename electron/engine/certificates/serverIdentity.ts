/** A certificate chain and its private key, both PEM. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly key: string;
}
