import { describe, expect, it } from 'vitest';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { problemOfOpeningMessage } from '../../../renderer/state/workspace/openingMessages.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import type { SendKind } from '../../../shared/model/sending.ts';

const endpointFor = (kind: SendKind): Endpoint => newEndpoint(kind === 'data' ? 'tcp-client' : 'ws-client');

describe('an opening message', () => {
  it.each([
    ['data', 'text', 'PING\\r\\n'],
    ['data', 'hex', '50 49'],
    ['text', 'text', 'grüße'],
    ['ping', 'text', 'x'.repeat(125)],
  ] as const)('sent as %s and written as %s can be %s', (kind, format, text) => {
    expect(
      problemOfOpeningMessage(endpointFor(kind), { kind, format, text, ...plainTextOptions }),
    ).toBeNull();
  });

  it.each([
    ['data', 'hex', '5', /digit/i],
    ['data', 'text', '\\q', /“q” is not an escape/],
    ['data', 'base64', '!', /!/],
    ['text', 'hex', 'ff', /UTF-8/],
    ['ping', 'text', 'x'.repeat(126), /at most 125 bytes/],
    ['data', 'text', '', /Nothing to send/],
  ] as const)('sent as %s and written as %s cannot be %s', (kind, format, text, problem) => {
    expect(problemOfOpeningMessage(endpointFor(kind), { kind, format, text, ...plainTextOptions })).toMatch(
      problem,
    );
  });
});
