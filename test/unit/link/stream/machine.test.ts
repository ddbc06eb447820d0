import { describe, expect, it } from 'vitest';
import { onBytes, onSend } from '../../../../electron/engine/link/stream/machine.ts';
import { failedSend } from '../../../../electron/engine/link/stream/outcome.ts';
import {
  answered,
  close,
  deadlinePassed,
  drained,
  end,
  failed,
  finSent,
  pause,
  peerEnded,
  peerStillSent,
  reset,
  resume,
  socketClosed,
  streamPlaybook,
  type StreamPlaybook,
} from './streamPlaybook.ts';

const refusalOf = ({ state }: StreamPlaybook): string | null =>
  onSend(state) === 'refuse' ? failedSend(state).message : null;

describe('our end', () => {
  it('leaves behind what was sent, is told, and the peer may take its time', () => {
    const stream = streamPlaybook()
      .on(end, 'drain')
      .on(end)
      .on(drained, 'sendFin')
      .on(finSent, 'tellEnded out')
      .on(finSent);
    expect(refusalOf(stream)).toBe(
      'Our side of the connection has ended (FIN), so nothing more can be sent.',
    );
    expect(onBytes(stream.state, 1e9)).toBe('tell');
    stream
      .on(peerEnded, 'tellEnded in', 'askOwed')
      .on(answered)
      .on(socketClosed, 'tellClosed: Our side ended first (FIN), and x:1 has ended its side, too.')
      .on(socketClosed);
    expect(onBytes(stream.state, 1e9)).toBe('drop');
  });

  it('is told once, although the link is closed before it has left', () => {
    streamPlaybook()
      .on(end, 'drain')
      .on(close, 'startDeadline', 'resumeReading')
      .on(drained, 'sendFin')
      .on(finSent, 'tellEnded out')
      .on(peerEnded, 'tellEnded in')
      .on(socketClosed, 'tellClosed: Disconnected.');
  });
});

describe('the peer’s end', () => {
  it('is answered with ours, when what is owed has been handed over and has left', () => {
    const stream = streamPlaybook().on(peerEnded, 'tellEnded in', 'askOwed');
    expect(onSend(stream.state)).toBe('write');
    stream.on(answered, 'drain');
    expect(refusalOf(stream)).toBe('x:1 has closed the connection, so nothing more can be sent.');
    stream.on(drained, 'sendFin').on(finSent).on(socketClosed, 'tellClosed: x:1 closed the connection.');
  });

  it('leaves our side open where the options say so, until it is ended', () => {
    const stream = streamPlaybook({ isHalfOpen: true }).on(peerEnded, 'tellEnded in');
    expect(onSend(stream.state)).toBe('write');
    stream
      .on(end, 'drain')
      .on(drained, 'sendFin')
      .on(finSent, 'tellEnded out')
      .on(socketClosed, 'tellClosed: x:1 closed the connection.');
  });

  it('can be followed by our end before the answer is decided, and one FIN leaves', () => {
    streamPlaybook()
      .on(peerEnded, 'tellEnded in', 'askOwed')
      .on(end, 'drain')
      .on(answered)
      .on(drained, 'sendFin')
      .on(finSent, 'tellEnded out')
      .on(socketClosed, 'tellClosed: x:1 closed the connection.');
  });
});

describe('closing', () => {
  it('reads on to the peer’s end', () => {
    const stream = streamPlaybook()
      .on(pause, 'pauseReading')
      .on(close, 'startDeadline', 'resumeReading', 'drain')
      .on(close);
    expect(refusalOf(stream)).toBe('The connection was closed before everything was sent.');
    stream
      .on(drained, 'sendFin')
      .on(finSent)
      .on(peerEnded, 'tellEnded in')
      .on(answered)
      .on(socketClosed, 'tellClosed: Disconnected.');
  });

  it('can be held, as any link, and half a second of reading begins when it is let go', () => {
    const stream = streamPlaybook()
      .on(close, 'startDeadline', 'resumeReading', 'drain')
      .on(pause, 'pauseReading');
    expect(onBytes(stream.state, 800_000)).toBe('tell');
    stream.on(resume(800_000), 'resumeReading').on(resume(900_000), 'resumeReading');
    expect(onBytes(stream.state, 1_300_000)).toBe('tell');
    expect(onBytes(stream.state, 1_300_001)).toBe('cut');
  });

  it.each<[string, (stream: StreamPlaybook) => void]>([
    ['is held', () => undefined],
    ['was held until just now', (stream) => stream.on(resume(1_800_000), 'resumeReading')],
  ])('does not call a peer late that %s: it is read, and held no more', (_how, act) => {
    const stream = streamPlaybook()
      .on(close, 'startDeadline', 'resumeReading', 'drain')
      .on(pause, 'pauseReading');
    act(stream);
    stream.on(deadlinePassed, 'tellReadsOn', 'extendDeadline', 'resumeReading').on(pause);
    expect(onBytes(stream.state, 2_501_000)).toBe('tell');
    expect(onBytes(stream.state, 2_501_001)).toBe('cut');
    stream
      .on(deadlinePassed, 'destroy')
      .on(
        socketClosed,
        'tellClosed: Disconnected. x:1 did not finish within 2 seconds, so the connection was cut.',
      );
  });

  it('cuts a peer that does not end in time', () => {
    streamPlaybook()
      .on(close, 'startDeadline', 'resumeReading', 'drain')
      .on(deadlinePassed, 'destroy')
      .on(
        socketClosed,
        'tellClosed: Disconnected. x:1 did not finish within 2 seconds, so the connection was cut.',
      );
  });

  it('cuts a peer that still sends half a second later', () => {
    const stream = streamPlaybook().on(close, 'startDeadline', 'resumeReading', 'drain');
    expect(onBytes(stream.state, 501_000)).toBe('tell');
    expect(onBytes(stream.state, 501_001)).toBe('cut');
    stream.on(peerStillSent, 'destroy').on(deadlinePassed, 'destroy');
    expect(onBytes(stream.state, 501_002)).toBe('tell');
    stream.on(socketClosed, 'tellClosed: Disconnected. x:1 kept sending, so the connection was cut.');
  });
});

describe('a reset', () => {
  it('waits for nothing, and says so to what was not sent', () => {
    const stream = streamPlaybook()
      .on(end, 'drain')
      .on(reset, 'startDeadline', 'reset')
      .on(reset)
      .on(drained);
    expect(refusalOf(stream)).toBe('The connection was reset before everything was sent.');
    stream.on(socketClosed, 'tellClosed: Reset from our side.');
  });

  it('follows a FIN that is on its way, which is told; where that does not leave, the link is cut', () => {
    const stream = streamPlaybook()
      .on(close, 'startDeadline', 'resumeReading', 'drain')
      .on(drained, 'sendFin')
      .on(reset, 'reset')
      .on(close);
    stream
      .on(deadlinePassed, 'destroy')
      .on(
        socketClosed,
        'tellClosed: The connection was cut: its FIN did not leave within 2 seconds, so no reset could follow it.',
      );
    streamPlaybook()
      .on(end, 'drain')
      .on(drained, 'sendFin')
      .on(reset, 'startDeadline', 'reset')
      .on(finSent, 'tellEnded out')
      .on(socketClosed, 'tellClosed: Reset from our side.');
  });
});

describe('an error of the socket', () => {
  it('is what the link ends with, and what came before it is read', () => {
    const stream = streamPlaybook().on(failed('ECONNRESET'), 'readRest').on(failed('EPIPE'), 'readRest');
    expect(failedSend(stream.state).code).toBe('ECONNRESET');
    stream.on(socketClosed, 'tellClosed: x:1 reset the connection.');
  });

  it('below TLS reads nothing, since TLS tells the same', () => {
    streamPlaybook({ isTls: true }).on(failed('ECONNRESET', 'below'));
  });

  it('after we were told to close is no failure', () => {
    const stream = streamPlaybook()
      .on(close, 'startDeadline', 'resumeReading', 'drain')
      .on(failed('ECONNRESET'), 'readRest');
    stream.on(socketClosed, 'tellClosed: x:1 reset the connection.');
  });
});
