/** What is said of things that several programs have and Wirebench has not, or has elsewhere. */
export const losses = {
  body: 'Its body is not imported: the handshake of a WebSocket has none.',
  certificates:
    'Its certificates are not imported. Choose them in the TLS options of the connections that need them.',
  cookies: 'Its cookies are not imported. Add a Cookie header where the service expects one.',
  cookieSettings: 'Its cookie settings are not imported: Wirebench keeps no cookies.',
  description: 'Its description is not imported: there is no place for it here.',
  keepAlive: 'Its keep-alive interval is not imported: Wirebench sends no pings on its own.',
  method: 'Its method is not imported: the handshake of a WebSocket is always a GET request.',
  proxy: 'Its proxy is not imported. Set it in the options of the connections that need it.',
  redirects: 'Its settings for redirects are not imported: Wirebench follows none.',
  responses: 'Its saved responses are not imported.',
  scripts: 'Its scripts are not imported: Wirebench runs none.',
  tags: 'Its tags are not imported: Wirebench has none.',
  timeout: 'Its timeout is not imported: here it is between 100 ms and 10 minutes.',
  tls: 'Its TLS settings are not imported. Set them in the TLS options of the connections that need them.',
} as const;
