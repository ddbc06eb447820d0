/** What is said of things that several programs have and Wirebench has not, or has elsewhere. */
export const losses = {
  body: 'Its body is not taken over: the handshake of a WebSocket has none.',
  certificates:
    'Its certificates are not taken over. Choose them in the TLS options of the connections that need them.',
  cookies: 'Its cookies are not taken over. Add a Cookie header where the service expects one.',
  cookieSettings: 'Its cookie settings are not taken over: Wirebench keeps no cookies.',
  description: 'Its description is not taken over: there is no place for it here.',
  keepAlive: 'Its keep-alive interval is not taken over: Wirebench sends no pings on its own.',
  method: 'Its method is not taken over: the handshake of a WebSocket is always a GET request.',
  proxy: 'Its proxy is not taken over. Set it in the options of the connections that need it.',
  redirects: 'Its settings for redirects are not taken over: Wirebench follows none.',
  responses: 'Its saved responses are not taken over.',
  scripts: 'Its scripts are not taken over: Wirebench runs none.',
  tags: 'Its tags are not taken over: Wirebench has none.',
  timeout: 'Its timeout is not taken over: here it is between 100 ms and 10 minutes.',
  tls: 'Its TLS settings are not taken over. Set them in the TLS options of the connections that need them.',
} as const;
