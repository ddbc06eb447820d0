/** Electron has BoringSSL, which knows no levels of security, and others of its own. */
export function isBoringSsl(): boolean {
  return Reflect.get(process.features, 'openssl_is_boringssl') === true;
}
