/** True in Electron, whose TLS library, BoringSSL, has no security levels but rules of its own. */
export function isBoringSsl(): boolean {
  return Reflect.get(process.features, 'openssl_is_boringssl') === true;
}
