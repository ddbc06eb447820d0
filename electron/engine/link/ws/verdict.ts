import type { ClientRequest, IncomingMessage } from 'node:http';
import { codeOf } from '../../../../shared/base/errors.ts';
import { formatHostAndPort, type NetworkAddress } from '../../../../shared/model/address.ts';
import { faultOfHead } from '../http/answerHead.ts';
import type { AnswerTap } from '../http/answerTap.ts';
import { quotedBeginning } from '../http/quoted.ts';
import { nameOfAlert, strangerOf } from '../http/strangers.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { faultOfAnswer } from './answer.ts';
import { refusalOf } from './refusal.ts';

/** The input of the verdict. */
interface Handshake {
  readonly request: ClientRequest;
  readonly tap: AnswerTap;
}

/** Describes a WebSocket handshake that did not open (RFC 6455, section 4.1): what exactly the answer was, in one sentence. */
export class HandshakeVerdict {
  private readonly where: string;
  private readonly isSecure: boolean;
  private readonly handshake: Handshake;
  private readonly subprotocols: readonly string[];
  private isAnswered = false;
  private isTooLong = false;

  constructor(handshake: Handshake, { scheme, host, port }: NetworkAddress, subprotocols: readonly string[]) {
    this.handshake = handshake;
    this.isSecure = scheme === 'wss';
    this.where = formatHostAndPort(host, port);
    this.subprotocols = subprotocols;
  }

  /** An answer of 101 with both headers of an upgrade; null when it has no fault. */
  onUpgrade(response: IncomingMessage): LinkProblem | null {
    this.handshake.tap.stop();
    const problem = this.problemOfHead() ?? this.problemOf101(response);
    this.isAnswered = problem !== null;
    return problem;
  }

  /** Any other answer. A head that breaks a rule is reported besides its content. */
  async onAnswer(response: IncomingMessage): Promise<LinkProblem> {
    this.isAnswered = true;
    this.handshake.tap.stop();
    const head = this.problemOfHead();
    if (response.statusCode === 101) return head ?? this.problemOf101(response) ?? this.unlike101();
    const refusal = await refusalOf(response, this.where);
    const tooLong = this.isTooLong ? 'Its body is longer than its Content-Length says.' : null;
    const also = [head?.message, tooLong].filter((sentence) => typeof sentence === 'string');
    if (also.length === 0) return refusal;
    const { code, field } = refusal;
    return new LinkProblem([stopped(refusal.message), ...also].join(' '), { code, field });
  }

  /** An error of the socket or of the parser; null when the answer has arrived, and says more. */
  onError(cause: Error): LinkProblem | null {
    this.handshake.tap.stop();
    const code = codeOf(cause) ?? null;
    if (this.isAnswered) {
      this.isTooLong ||= code === 'HPE_INVALID_CONSTANT' || code === 'HPE_CLOSED_CONNECTION';
      return null;
    }
    if (cause.message === 'socket hang up') return this.hungUp(cause);
    if (code?.startsWith('HPE_') !== true) {
      return new LinkProblem(problemOf(cause, this.where).reason, { code, cause });
    }
    return this.problemOfHead() ?? this.notHttp(cause, code);
  }

  private problemOf101(response: IncomingMessage): LinkProblem | null {
    const key = String(this.handshake.request.getHeader('sec-websocket-key') ?? '');
    const fault = faultOfAnswer(response, { key, subprotocols: this.subprotocols });
    if (fault === null) return null;
    return new LinkProblem(`${this.where} ${fault.says}`, { code: 'HTTP 101', field: fault.field });
  }

  /** Node saw no upgrade in the answer, and we see no fault. */
  private unlike101(): LinkProblem {
    return new LinkProblem(
      `${this.where} answered 101, but its headers are not those of an upgrade to WebSocket. They are in the tab Connection.`,
      { code: 'HTTP 101' },
    );
  }

  private problemOfHead(): LinkProblem | null {
    const fault = faultOfHead(this.handshake.tap.bytes);
    return fault === null ? null : new LinkProblem(`${this.where} ${fault.says}`, { code: fault.code });
  }

  private hungUp(cause: Error): LinkProblem {
    const { bytes } = this.handshake.tap;
    const code = codeOf(cause) ?? null;
    if (bytes.length > 0) {
      return new LinkProblem(
        `${this.where} closed the connection during the WebSocket handshake, in the middle of its answer, after ${quotedBeginning(bytes)}.`,
        { code, cause },
      );
    }
    return new LinkProblem(
      `${this.where} closed the connection during the WebSocket handshake, without an answer. Check that it is a WebSocket server${this.isSecure ? '' : ', and whether it requires wss://'}.`,
      { code, cause },
    );
  }

  private notHttp(cause: Error, code: string): LinkProblem {
    const { bytes } = this.handshake.tap;
    const stranger = strangerOf(bytes);
    const say = (message: string, field: string | null = null): LinkProblem =>
      new LinkProblem(message, { code, cause, field });
    switch (stranger === 'tls' && this.isSecure ? 'other' : stranger) {
      case 'tls':
        return say(
          `${this.where} answered with a TLS alert${nameOfAlert(bytes)}: it speaks TLS at this port. Use wss:// instead of ws://.`,
          'address',
        );
      case 'http2':
        return say(
          `${this.where} answered with HTTP/2, although it was not asked to. This handshake needs HTTP/1.1: use a port that speaks it, or remove h2 from ALPN.`,
        );
      case 'socks':
      case 'other':
        return say(
          `${this.where} did not answer with HTTP, so it is not a WebSocket server: it began with ${quotedBeginning(bytes)}. Check host and port.`,
        );
      case null:
        return say(problemOf(cause, this.where).reason);
    }
  }
}

function stopped(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
