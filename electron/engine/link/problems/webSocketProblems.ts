import type { Sentences } from './sentences.ts';

/** HTTP in the WebSocket handshake: errors of Node, and of its parser (llhttp). */
export const httpProblems: Sentences = {
  ERR_HTTP_INVALID_HEADER_VALUE: 'A header for {where} has no value. Fill it in, or remove it.',
  ERR_INVALID_CHAR: 'A header for {where} has a character that headers cannot have. Remove it.',
  ERR_INVALID_HTTP_TOKEN: 'The name of a header for {where} is not valid. Use letters, digits and hyphens.',
  ERR_UNESCAPED_CHARACTERS: 'The path in {where} has characters that must be written as %XX.',
  ERR_HTTP_REQUEST_TIMEOUT: '{where} did not send its whole request in time.',
  ERR_HTTP_SOCKET_ENCODING: 'The socket of {where} was set to text, which HTTP does not allow.',
  HPE_INVALID_CONSTANT: '{where} did not answer with HTTP: the first bytes are something else.',
  HPE_INVALID_VERSION: '{where} speaks a version of HTTP that is not 1.0 or 1.1. Check the port, and ALPN.',
  HPE_INVALID_METHOD:
    '{where} sent a request with a method that HTTP does not have. It may speak TLS or another protocol.',
  HPE_INVALID_URL: '{where} sent a request with a path that cannot be read.',
  HPE_INVALID_STATUS: '{where} answered with a status line that cannot be read.',
  HPE_INVALID_HEADER_TOKEN: '{where} sent a header with a character that is not allowed there.',
  HPE_INVALID_CONTENT_LENGTH: '{where} sent a Content-Length that is not a number.',
  HPE_UNEXPECTED_CONTENT_LENGTH:
    '{where} sent two Content-Length headers, or one beside Transfer-Encoding, so the length of its body is unknown.',
  HPE_INVALID_TRANSFER_ENCODING:
    '{where} sent a Transfer-Encoding that cannot be read, or that contradicts a Content-Length.',
  HPE_INVALID_CHUNK_SIZE: '{where} sent a chunk whose size is not a number.',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '{where} sent endless chunk extensions, which is treated as an attack.',
  HPE_HEADER_OVERFLOW: '{where} sent more than 16 KiB of headers. Cookies are a common reason.',
  HPE_INVALID_EOF_STATE: '{where} hung up in the middle of its HTTP answer.',
  HPE_CLOSED_CONNECTION: '{where} sent data after an answer that was to be the last.',
  HPE_LF_EXPECTED: '{where} ended a line of HTTP with CR alone; LF must follow.',
  HPE_CR_EXPECTED: '{where} ended a line of HTTP with LF alone; CR must precede it.',
  HPE_UNEXPECTED_SPACE: '{where} sent a space where HTTP does not allow one.',
  HPE_STRICT: '{where} sent HTTP that breaks a rule, which only lenient programs accept.',
  HPE_INTERNAL: 'The HTTP parser had an internal error with the answer of {where}. Report it.',
  HPE_PAUSED: 'Reading HTTP from {where} was interrupted. Connect again.',
  HPE_PAUSED_UPGRADE: '{where} changed the protocol unexpectedly.',
  HPE_PAUSED_H2_UPGRADE:
    '{where} began to speak HTTP/2, which Wirebench does not use for WebSocket. Remove h2 from ALPN.',
  HPE_USER: 'The answer of {where} was not accepted by the program that reads it.',
  HPE_JS_EXCEPTION: 'An error occurred in Wirebench while it read the answer of {where}. Report it.',
  HPE_CB_HEADERS_COMPLETE: 'Reading stopped after the headers of {where}.',
  HPE_CB_MESSAGE_BEGIN: 'Reading stopped at the beginning of the answer of {where}.',
  HPE_CB_MESSAGE_COMPLETE: 'Reading stopped at the end of the answer of {where}.',
};

/** Breaches of RFC 6455 by the other side, by their `ws` codes; `ws/breaches.ts` adds limits in force, and the code that we close with. */
export const webSocketProblems: Sentences = {
  WS_ERR_EXPECTED_FIN:
    '{where} sent a control frame in fragments, which is not allowed (RFC 6455), so the connection was closed.',
  WS_ERR_EXPECTED_MASK:
    '{where} sent an unmasked frame, although clients must mask theirs (RFC 6455), so the connection was closed.',
  WS_ERR_UNEXPECTED_MASK:
    '{where} sent a masked frame, although servers must not mask theirs (RFC 6455), so the connection was closed.',
  WS_ERR_INVALID_CLOSE_CODE:
    '{where} sent a close frame with a code that must not be sent (RFC 6455), so the connection was closed.',
  WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH:
    '{where} sent a control frame that is too long: at most 125 bytes are allowed (RFC 6455), so the connection was closed.',
  WS_ERR_INVALID_OPCODE:
    '{where} sent a frame with an opcode that does not exist or does not belong there (RFC 6455), so the connection was closed.',
  WS_ERR_INVALID_UTF8:
    '{where} sent a text message that is not UTF-8, so the connection was closed with code 1007.',
  WS_ERR_TOO_MANY_BUFFERED_PARTS:
    '{where} sent one message in too many pieces, so the connection was closed with code 1008.',
  WS_ERR_UNEXPECTED_RSV_1:
    '{where} sent a compressed frame, a reserved bit that was not negotiated (RFC 6455, RFC 7692), so the connection was closed.',
  WS_ERR_UNEXPECTED_RSV_2_3:
    '{where} sent a frame with a reserved bit that was not negotiated (RFC 6455), so the connection was closed.',
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH:
    '{where} sent a frame larger than any program can hold, so the connection was closed with code 1009.',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH:
    '{where} sent a message larger than is allowed here, so the connection was closed with code 1009. Raise “Largest message” in the options to receive it.',
};
