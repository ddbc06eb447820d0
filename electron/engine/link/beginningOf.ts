import type { Readable } from 'node:stream';

/** 800 bytes hold the 200 characters that a sentence quotes, whatever the language. */
const quotedBytes = 800;
/** Half a second for the text to come: the status before it says what matters. */
const textTimeoutMs = 500;

/** What a refusal says: the first bytes that come in time, as UTF-8. One that breaks off says as much as it said. */
export function beginningOf(refusal: Readable): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).subarray(0, quotedBytes).toString('utf8'));
    };
    const timer = setTimeout(finish, textTimeoutMs);
    refusal.on('data', (chunk: Buffer) => {
      if (size < quotedBytes) chunks.push(chunk);
      size += chunk.length;
      if (size >= quotedBytes) finish();
    });
    refusal.on('error', finish);
    refusal.on('close', finish);
    refusal.on('end', finish);
  });
}
