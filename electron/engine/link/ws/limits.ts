import { closeTimeoutMs } from '../link.ts';

/** 2²⁰ fragments in one message: legal traffic, and 60 times what `ws` takes by default; each costs some 100 bytes until the message ends. */
export const largestFragmentCount = 1_048_576;

/** 2²² pieces of one frame as they came from the socket: a gigabyte in pieces of 256 bytes. */
export const largestBufferedChunks = 4_194_304;

/** 1,024 pongs may wait to be written; beyond it nothing more is read until they left, or a flood of pings would be a flood of memory. */
export const largestPendingPongs = 1024;

/** What both sides of a WebSocket are set to. Nothing is compressed, so that the bytes that are seen are the bytes that are sent. */
export const wsOptions = {
  perMessageDeflate: false,
  autoPong: false,
  closeTimeout: closeTimeoutMs,
  allowSynchronousEvents: true,
  maxFragments: largestFragmentCount,
  maxBufferedChunks: largestBufferedChunks,
  skipUTF8Validation: false,
} as const;
