/** 2²⁰ fragments in one message: legal traffic, and 60 times the default of `ws`; each costs some 100 bytes until the message ends. */
export const largestFragmentCount = 1_048_576;

/** 2²² pieces of one frame as they came from the socket: a gigabyte in pieces of 256 bytes. */
export const largestBufferedChunks = 4_194_304;

/** 1,024 pongs may wait to be written; beyond it reading stops until they have left, or a flood of pings would flood the memory. */
export const largestPendingPongs = 1024;

/** 3 s for a peer to end TCP after the close frames; where closing was requested, our own deadlines come first, and say who was late. */
const closeTimeoutMs = 3000;

/** Settings for both sides of a WebSocket. Nothing is compressed, so that the bytes shown are the bytes sent. */
export const wsOptions = {
  perMessageDeflate: false,
  autoPong: false,
  closeTimeout: closeTimeoutMs,
  allowSynchronousEvents: true,
  maxFragments: largestFragmentCount,
  maxBufferedChunks: largestBufferedChunks,
  skipUTF8Validation: false,
} as const;
