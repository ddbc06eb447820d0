import type { Sentences } from './sentences.ts';

/** Node’s own errors. */
export const nodeProblems: Sentences = {
  ABORT_ERR: 'The operation with {where} was stopped by this side.',
  ERR_TLS_HANDSHAKE_TIMEOUT:
    '{where} did not finish the TLS handshake in time. Check that the port speaks TLS.',
  ERR_TLS_INVALID_CONTEXT:
    'The TLS settings for {where} are not valid. This is a bug in Wirebench; report it.',
  ERR_TLS_INVALID_PROTOCOL_VERSION: 'The TLS version set for {where} does not exist. Use TLSv1 to TLSv1.3.',
  ERR_TLS_PROTOCOL_VERSION_CONFLICT:
    'The TLS versions set for {where} contradict an older setting. Leave one out.',
  ERR_TLS_INVALID_STATE: 'This cannot be done in the current state of TLS with {where}. Connect again.',
  ERR_TLS_DH_PARAM_SIZE:
    '{where} uses Diffie-Hellman with fewer bits than are allowed. Allow elliptic curves there.',
  ERR_TLS_RENEGOTIATION_DISABLED: 'TLS to {where} does not allow renegotiation. Connect again instead.',
  ERR_TLS_RENEGOTIATION_UNSUPPORTED: 'TLS 1.3 with {where} has no renegotiation. Connect again instead.',
  ERR_TLS_REQUIRED_SERVER_NAME: 'TLS for {where} needs a server name. Set it in the TLS options.',
  ERR_TLS_SESSION_ATTACK: '{where} asked for renegotiation again and again, which is treated as an attack.',
  ERR_TLS_SNI_FROM_SERVER:
    'A server cannot ask {where} for a server name. This is a bug in Wirebench; report it.',
  ERR_TLS_ALPN_CALLBACK_INVALID_RESULT: 'An ALPN protocol was chosen for {where} that it had not offered.',
  ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS: 'ALPN for {where} was set in two ways at once. Set a list only.',
  ERR_TLS_PSK_SET_IDENTITY_HINT_FAILED:
    'The hint for the pre-shared key of {where} was not accepted. Shorten it.',
  ERR_SSL_NO_CIPHER_MATCH:
    'None of the ciphers set for {where} exists in the TLS library. Check how they are written.',
  ERR_SOCKET_ALREADY_BOUND: 'The socket for {where} has its local address already. Open a new one.',
  ERR_SOCKET_BAD_BUFFER_SIZE:
    'A buffer size for {where} is not a positive number. Correct it in the options.',
  ERR_SOCKET_BAD_PORT:
    'The port in {where} is not between 0 and 65535, or 0 where one is needed. Correct it.',
  ERR_SOCKET_BAD_TYPE:
    'The socket for {where} was asked for with an IP version that does not exist. Choose 4 or 6.',
  ERR_SOCKET_BUFFER_SIZE: 'The system did not set the buffer size for {where}. Choose a smaller one.',
  ERR_SOCKET_CLOSED: 'The socket for {where} is closed. Connect again.',
  ERR_SOCKET_CLOSED_BEFORE_CONNECTION: 'The socket for {where} was closed before it had connected.',
  ERR_SOCKET_CONNECTION_TIMEOUT:
    'None of the addresses of {where} accepted the connection in time. Check host and port.',
  ERR_SOCKET_DGRAM_IS_CONNECTED: 'The UDP socket is connected to {where} and accepts no other address.',
  ERR_SOCKET_DGRAM_NOT_CONNECTED:
    'The UDP socket for {where} is not connected, so each datagram needs an address.',
  ERR_SOCKET_DGRAM_NOT_RUNNING: 'The UDP socket for {where} is closed. Open it again.',
  ERR_SOCKET_HANDLE_ADOPTED: 'The socket for {where} was already handed on. Connect again.',
  ERR_SERVER_ALREADY_LISTEN: 'The server at {where} is already listening.',
  ERR_SERVER_NOT_RUNNING: 'The server at {where} is no longer running. Start it again.',
  ERR_INVALID_ADDRESS: '{where} has no valid address. Write a host and a port.',
  ERR_INVALID_ADDRESS_FAMILY: 'The IP version of {where} does not fit its port and host. Choose another.',
  ERR_INVALID_IP_ADDRESS: 'An address for {where} is not an IP address. Check how it is written.',
  ERR_INVALID_HANDLE_TYPE: 'The socket for {where} cannot be handed to another process.',
  ERR_INVALID_FD: 'The descriptor for {where} is not valid. This is a bug in Wirebench; report it.',
  ERR_INVALID_FD_TYPE: 'The descriptor for {where} is not one of a socket.',
  ERR_INVALID_URL: '{where} is not an address that Node can read. Check how it is written.',
  ERR_INVALID_PROTOCOL: 'The protocol of {where} does not fit here. Use ws:// or wss://.',
  ERR_INVALID_ARG_TYPE: 'An option for {where} has the wrong type. Check the options of the connection.',
  ERR_INVALID_ARG_VALUE: 'An option for {where} has a value that Node does not accept. Check the options.',
  ERR_OUT_OF_RANGE:
    'A number in the options for {where} is too large or too small. Check TTL, sizes and times.',
  ERR_MISSING_ARGS:
    'Something is missing in the options for {where}. Check that every field it needs is filled.',
  ERR_IP_BLOCKED: 'The address of {where} is on a list of blocked addresses.',
  ERR_BUFFER_TOO_LARGE:
    'A message for {where} is larger than memory can hold in one piece. Send it in parts.',
  ERR_STREAM_DESTROYED: 'The connection with {where} is closed, so this was not sent. Connect again.',
  ERR_STREAM_WRITE_AFTER_END:
    'Our side of the connection with {where} had already ended, so this was not sent.',
  ERR_STREAM_PREMATURE_CLOSE: 'The connection with {where} closed in the middle of what it was sending.',
  ERR_STREAM_PUSH_AFTER_EOF: 'Bytes of {where} came after its end. This is a bug in Wirebench; report it.',
  ERR_STREAM_ALREADY_FINISHED: 'The connection with {where} had ended already.',
  ERR_STREAM_WRAP: 'The stream that carries {where} delivered something other than bytes.',
  ERR_SYSTEM_ERROR: 'A system call for {where} was refused. Check the options of the socket.',
  ERR_NO_CRYPTO: 'This Node has no TLS, so {where} cannot be reached with it. Use another build.',
  ERR_PROXY_INVALID_CONFIG: 'The proxy for {where} is not configured correctly. Check its address.',
  ERR_PROXY_TUNNEL: 'The proxy did not open a tunnel to {where}. Check that it allows this host and port.',
};
