import { describe, expect, it } from 'vitest';
import type { WsEvent } from '../../../../electron/engine/link/ws/state.ts';
import { largestPendingPongs } from '../../../../electron/engine/link/ws/limits.ts';
import { canSend, onMessage } from '../../../../electron/engine/link/ws/machine.ts';
import { describeUnsent } from '../../../../electron/engine/link/ws/outcome.ts';
import {
  breached,
  brokeProtocol,
  close,
  deadlinePassed,
  drained,
  failed,
  owedSent,
  pause,
  peerClosed,
  peerEnded,
  peerStillSent,
  ping,
  pongLeft,
  reset,
  resume,
  resumeAt,
  socketClosed,
  wsPlaybook,
  type WsPlaybook,
} from './wsPlaybook.ts';

const unsent = ({ state }: WsPlaybook): string => describeUnsent(state, new Error('WebSocket is not open'));

describe('our close', () => {
  it('is a frame of 1000, and the peer’s is told when it has come', () => {
    const ws = wsPlaybook().on(close, 'startDeadline', 'sendClose 1000').on(close);
    expect(canSend(ws.state)).toBe(false);
    expect(unsent(ws)).toBe('The connection was closed before everything was sent.');
    ws.on(socketClosed(1000), 'tellClose in 1000', 'tellLate', 'tellClosed: Disconnected.').on(close);
    expect(onMessage(ws.state, 0)).toBe('drop');
  });

  it('is read for, although the session holds the peer', () => {
    wsPlaybook().on(pause, 'pauseReading').on(close, 'startDeadline', 'resumeReading', 'sendClose 1000');
  });

  it('is waited for two seconds', () => {
    wsPlaybook()
      .on(close, 'startDeadline', 'sendClose 1000')
      .on(deadlinePassed, 'terminate')
      .on(
        socketClosed(1006),
        'tellCutOff',
        'tellLate',
        'tellClosed: Disconnected. x:1 did not answer the close frame, so the connection was cut.',
      );
  });

  it.each<[string, WsEvent, string]>([
    ['peer ends', peerEnded, 'x:1 ended the connection without answering the close frame.'],
    ['socket fails', failed('ECONNRESET'), 'x:1 reset the connection. The close frame was not answered.'],
  ])('is said not to have been answered when the %s before', (_how, event, reason) => {
    const ws = wsPlaybook().on(close, 'startDeadline', 'sendClose 1000').on(event);
    ws.on(socketClosed(1006), 'tellCutOff', 'tellLate', `tellClosed: Disconnected. ${reason}`);
  });

  it('can be held, and half a second of reading begins when it is let go', () => {
    const ws = wsPlaybook().on(close, 'startDeadline', 'sendClose 1000').on(pause, 'pauseReading');
    expect(onMessage(ws.state, 800_000)).toBe('tell');
    ws.on(resumeAt(800_000), 'resumeReading').on(resumeAt(900_000));
    expect(onMessage(ws.state, 1_300_000)).toBe('tell');
    expect(onMessage(ws.state, 1_300_001)).toBe('cut');
  });

  it.each<[string, WsEvent[], string[]]>([
    ['is held', [], ['resumeReading']],
    ['was held until just now', [resumeAt(1_800_000)], []],
  ])('does not call a peer late that %s: it is read, and held no more', (_how, events, effects) => {
    const ws = wsPlaybook().on(close, 'startDeadline', 'sendClose 1000').on(pause, 'pauseReading');
    for (const event of events) ws.on(event, 'resumeReading');
    ws.on(deadlinePassed, 'tellReadsOn', 'extendDeadline', ...effects).on(pause);
    expect(onMessage(ws.state, 2_501_000)).toBe('tell');
    expect(onMessage(ws.state, 2_501_001)).toBe('cut');
    ws.on(deadlinePassed, 'terminate').on(
      socketClosed(1006),
      'tellCutOff',
      'tellLate',
      'tellClosed: Disconnected. x:1 did not answer the close frame, so the connection was cut.',
    );
  });

  it('cuts a peer that still sends half a second later', () => {
    const ws = wsPlaybook().on(close, 'startDeadline', 'sendClose 1000');
    expect(onMessage(ws.state, 501_000)).toBe('tell');
    expect(onMessage(ws.state, 501_001)).toBe('cut');
    ws.on(peerStillSent, 'terminate');
    expect(onMessage(ws.state, 501_002)).toBe('tell');
    ws.on(
      socketClosed(1006),
      'tellLate',
      'tellClosed: Disconnected. x:1 kept sending, so the connection was cut.',
    );
  });
});

describe('the peer’s close', () => {
  it('is answered with its own code, when what is owed has been handed over and has left', () => {
    const ws = wsPlaybook().on(peerClosed(4001, 'Bye'), 'tellClose in 4001', 'keepLate', 'askOwed');
    expect(canSend(ws.state)).toBe(true);
    ws.on(drained).on(owedSent, 'drain');
    expect(canSend(ws.state)).toBe(true);
    ws.on(drained, 'sendClose 4001');
    expect(canSend(ws.state)).toBe(false);
    ws.on(
      socketClosed(4001, 'Bye'),
      'tellLate',
      'tellClosed: x:1 closed with code 4001 (of the application): Bye.',
    );
  });

  it('without a code is answered without one', () => {
    wsPlaybook()
      .on(peerClosed(), 'tellClose in without code', 'keepLate', 'askOwed')
      .on(owedSent, 'drain')
      .on(drained, 'sendClose without code')
      .on(socketClosed(1005), 'tellLate', 'tellClosed: x:1 closed without a status code.');
  });

  it('is answered at once when the peer ends the connection, or we are told to close', () => {
    wsPlaybook()
      .on(peerClosed(1000), 'tellClose in 1000', 'keepLate', 'askOwed')
      .on(peerEnded, 'sendClose 1000')
      .on(owedSent)
      .on(socketClosed(1000), 'tellLate', 'tellClosed: x:1 closed with code 1000 (normal closure).');
    wsPlaybook()
      .on(peerClosed(1000), 'tellClose in 1000', 'keepLate', 'askOwed')
      .on(owedSent, 'drain')
      .on(close, 'startDeadline', 'sendClose 1000')
      .on(drained)
      .on(socketClosed(1000), 'tellLate', 'tellClosed: Disconnected.');
  });

  it('that was answered has no end, unless we are told to close', () => {
    const ws = wsPlaybook()
      .on(peerClosed(1001), 'tellClose in 1001', 'keepLate', 'askOwed')
      .on(owedSent, 'drain')
      .on(drained, 'sendClose 1001')
      .on(close, 'startDeadline')
      .on(close);
    ws.on(deadlinePassed, 'terminate').on(
      socketClosed(1001),
      'tellLate',
      'tellClosed: x:1 closed with code 1001 (going away).',
    );
  });
});

describe('a breach of the protocol', () => {
  it('is told as it came, and closed for when what is owed has left', () => {
    const ws = wsPlaybook()
      .on(breached, 'askOwed')
      .on(brokeProtocol, 'tellBroken')
      .on(owedSent, 'drain')
      .on(drained, 'sendClose 1002');
    expect(unsent(ws)).toBe('x:1 sent a frame with opcode 0x3.');
    ws.on(socketClosed(1006), 'tellLate', 'tellClosed: x:1 sent a frame with opcode 0x3.');
  });

  it('while we close is what the link ends with', () => {
    wsPlaybook()
      .on(close, 'startDeadline', 'sendClose 1000')
      .on(brokeProtocol, 'tellBroken')
      .on(socketClosed(1006), 'tellLate', 'tellClosed: x:1 sent a frame with opcode 0x3.');
  });

  it('is closed for at once when we are told to close', () => {
    wsPlaybook()
      .on(breached, 'askOwed')
      .on(brokeProtocol, 'tellBroken')
      .on(close, 'startDeadline', 'sendClose 1002');
  });
});

describe('an end without a close frame', () => {
  it('tells what did not become whole, and takes nothing more', () => {
    const ws = wsPlaybook().on(peerEnded);
    expect(canSend(ws.state)).toBe(false);
    ws.on(close, 'startDeadline').on(
      socketClosed(1006),
      'tellCutOff',
      'tellLate',
      'tellClosed: x:1 ended the connection without a close frame (code 1006).',
    );
  });

  it('has the reason of the socket, and the last one of several', () => {
    const ws = wsPlaybook().on(failed('EPIPE')).on(failed('ECONNRESET')).on(failed('EOTHER', 'ws'));
    ws.on(
      socketClosed(1006),
      'tellCutOff',
      'tellLate',
      'tellClosed: x:1 reset the connection. No close frame came (code 1006).',
    );
  });
});

describe('a reset', () => {
  it('tells the peer no code, and answers nothing any more', () => {
    const ws = wsPlaybook().on(reset, 'startDeadline', 'reset').on(reset).on(close);
    expect(unsent(ws)).toBe('The connection was reset before everything was sent.');
    ws.on(peerClosed(1000), 'tellClose in 1000', 'keepLate')
      .on(owedSent)
      .on(deadlinePassed, 'terminate')
      .on(socketClosed(1006), 'tellCutOff', 'tellLate', 'tellClosed: Reset from our side.');
  });
});

describe('pings', () => {
  it('are answered by themselves, as long as we may send', () => {
    wsPlaybook().on(ping, 'pong').on(pongLeft).on(close, 'startDeadline', 'sendClose 1000').on(ping);
  });

  it('hold the peer while too many pongs wait, until half of them have left', () => {
    const ws = wsPlaybook();
    for (let count = 1; count < largestPendingPongs; count += 1) ws.on(ping, 'pong');
    ws.on(ping, 'pauseReading', 'pong').on(resume);
    for (let count = 1; count <= largestPendingPongs / 2; count += 1) ws.on(pongLeft);
    ws.on(pongLeft, 'resumeReading').on(pongLeft);
  });

  it('hold nobody once we close, since no more of them are answered', () => {
    const ws = wsPlaybook();
    for (let count = 1; count < largestPendingPongs; count += 1) ws.on(ping, 'pong');
    ws.on(ping, 'pauseReading', 'pong').on(close, 'startDeadline', 'resumeReading', 'sendClose 1000');
  });

  it('that have left do not let go of a peer that the session holds', () => {
    const ws = wsPlaybook().on(ping, 'pong').on(pause, 'pauseReading').on(pongLeft);
    ws.on(resume, 'resumeReading');
  });
});
