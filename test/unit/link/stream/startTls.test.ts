import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../../electron/engine/base/linkProblem.ts';
import { onSend } from '../../../../electron/engine/link/stream/machine.ts';
import { whyNoTls } from '../../../../electron/engine/link/stream/outcome.ts';
import {
  answered,
  close,
  deadlinePassed,
  drained,
  end,
  failed,
  pause,
  peerEnded,
  prepared,
  reset,
  resume,
  secured,
  socketClosed,
  startTls,
  streamPlaybook,
  talked,
  tlsFailed,
  type StreamPlaybook,
} from './streamPlaybook.ts';

const aborted = tlsFailed(new DOMException('Aborted', 'AbortError'));

const talking = (): StreamPlaybook => streamPlaybook().on(startTls, 'prepareTls').on(prepared, 'talk');
const handshaking = (): StreamPlaybook => talking().on(talked, 'shakeHands');

describe('TLS in place', () => {
  it('takes the socket when the dialogue is over; what is sent meanwhile waits', () => {
    const stream = handshaking();
    expect(onSend(stream.state)).toBe('wait');
    expect(whyNoTls(stream.state)).toBe('TLS is already being started on this connection.');
    stream.on(secured, 'tellSecured', 'release');
    expect(onSend(stream.state)).toBe('write');
    expect(whyNoTls(stream.state)).toBe('This connection already uses TLS.');
  });

  it('is not started twice, and not when the stream is ending', () => {
    talking().on(startTls);
    const ended = streamPlaybook().on(end, 'drain').on(startTls);
    expect(whyNoTls(ended.state)).toBe('This connection is ending, so TLS can no longer be started on it.');
  });

  it('holds reading by itself, and what was requested meanwhile counts afterwards', () => {
    const stream = handshaking().on(pause).on(resume(1000));
    stream.on(pause).on(secured, 'tellSecured', 'release');
    expect(stream.state.isHeld).toBe(true);
  });

  it('is followed by our end, where that was requested meanwhile', () => {
    handshaking().on(end).on(secured, 'tellSecured', 'release', 'drain').on(drained, 'sendFin');
  });

  it('that cannot be made ready leaves our side open after the peer’s FIN, where the options say so', () => {
    const unprepared = { type: 'prepareFailed', error: new LinkProblem('There is no key.') } as const;
    const stream = streamPlaybook({ isHalfOpen: true })
      .on(startTls, 'prepareTls')
      .on(peerEnded, 'tellEnded in')
      .on(unprepared, 'refuseTls: There is no key.');
    expect(onSend(stream.state)).toBe('write');
    stream.on(end, 'drain').on(drained, 'sendFin');
  });

  it('that goes on after the peer’s FIN answers it, since TLS wants both sides', () => {
    const unasked = streamPlaybook({ isHalfOpen: true }).on(startTls, 'prepareTls');
    unasked.on(peerEnded, 'tellEnded in').on(prepared, 'talk', 'askOwed');
    const asked = streamPlaybook({ isHalfOpen: true }).on(startTls, 'prepareTls').on(prepared, 'talk');
    asked.on(peerEnded, 'tellEnded in', 'askOwed');
    for (const stream of [unasked, asked]) stream.on(answered, 'drain').on(drained, 'sendFin');
  });

  it('that cannot be made ready leaves the stream plain, and ends it only where that was requested', () => {
    const unprepared = { type: 'prepareFailed', error: new LinkProblem('There is no key.') } as const;
    const stream = streamPlaybook().on(startTls, 'prepareTls').on(unprepared, 'refuseTls: There is no key.');
    expect(onSend(stream.state)).toBe('write');
    stream.on(startTls, 'prepareTls').on(end).on(unprepared, 'refuseTls: There is no key.', 'drain');
  });
});

describe('TLS that comes to nothing', () => {
  it('ends the link with what the handshake says, whenever the socket closes', () => {
    const why = tlsFailed(new LinkProblem('The certificate is not trusted.', { code: 'X' }));
    handshaking()
      .on(why, 'refuseTls: The certificate is not trusted.', 'destroy')
      .on(socketClosed, 'tellClosed: The certificate is not trusted.');
    handshaking()
      .on(failed('ECONNRESET'))
      .on(socketClosed)
      .on(why, 'refuseTls: The certificate is not trusted.', 'destroy')
      .on(socketClosed, 'tellClosed: The certificate is not trusted.');
  });

  it('since the peer hung up during the dialogue waits until that has come back', () => {
    const stream = talking()
      .on(peerEnded, 'tellEnded in', 'askOwed')
      .on(answered, 'drain')
      .on(socketClosed, 'abortTls')
      .on(socketClosed);
    stream
      .on(aborted, 'refuseTls: x:1 closed the connection before it was secured by TLS.', 'destroy')
      .on(socketClosed, 'tellClosed: x:1 closed the connection before it was secured by TLS.');
  });

  it.each([
    ['the dialogue', talking],
    ['the handshake', handshaking],
  ])('since we were told to close during %s is no failure', (_, begun) => {
    begun()
      .on(close, 'startDeadline', 'abortTls')
      .on(socketClosed)
      .on(aborted, 'refuseTls: Disconnected.', 'destroy')
      .on(socketClosed, 'tellClosed: Disconnected.');
  });

  it('and does not come back is waited for no longer than any close', () => {
    const stream = handshaking().on(close, 'startDeadline', 'abortTls').on(deadlinePassed, 'destroy');
    stream
      .on(
        socketClosed,
        'tellClosed: Disconnected. x:1 did not finish within 2 seconds, so the connection was cut.',
      )
      .on(aborted)
      .on(secured, 'destroy')
      .on(socketClosed);
  });

  it('since we were told to reset', () => {
    talking()
      .on(reset, 'startDeadline', 'abortTls', 'reset')
      .on(aborted, 'refuseTls: Reset from our side.', 'destroy');
  });

  it('before anything was said leaves a plain stream, which ends as one', () => {
    streamPlaybook()
      .on(startTls, 'prepareTls')
      .on(close, 'startDeadline', 'refuseTls: Disconnected.', 'resumeReading', 'drain')
      .on(prepared)
      .on(drained, 'sendFin')
      .on(socketClosed, 'tellClosed: Disconnected.');
  });

  it('although it did, since we were told to close in that very moment', () => {
    handshaking()
      .on(close, 'startDeadline', 'abortTls')
      .on(secured, 'refuseTls: Disconnected.', 'destroy')
      .on(socketClosed, 'tellClosed: Disconnected.');
  });
});
