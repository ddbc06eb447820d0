import type { Socket } from 'node:net';
import { AnswerChannel } from './answerChannel.ts';

/** 64 KiB of interim answers and head: more than the parser accepts of a head, so that the parser is the one to refuse it. */
const largestSpokenBytes = 64 * 1024;

/**
 * The socket of an HTTP proxy as Node's client sees it: the whole head of the final answer, and nothing after it. Interim answers (RFC
 * 9110, section 15.2) are left out, because Node takes the first answer to CONNECT for the last.
 */
export class ConnectChannel extends AnswerChannel {
  private readonly kept: Buffer[] = [];
  private readonly head: Buffer[] = [];
  private line = '';
  private statusLine: string | null = null;
  private isOver = false;

  constructor(socket: Socket) {
    super(socket);
    socket.on('error', this.whenFailed).on('end', this.whenEnded).on('close', this.whenClosed);
  }

  /** Everything that the proxy said, including interim answers. */
  get spoken(): Uint8Array {
    return Buffer.concat(this.kept);
  }

  override release(): Promise<void> {
    this.socket.off('error', this.whenFailed).off('end', this.whenEnded).off('close', this.whenClosed);
    return super.release();
  }

  protected get isWaiting(): boolean {
    return !this.isOver;
  }

  protected takeByte(byte: Buffer): void {
    this.kept.push(byte);
    this.head.push(byte);
    const character = byte.toString('latin1');
    if (character === '\n') this.lineEnded();
    else if (character !== '\r') this.line += character;
    if (this.statusLine === null && !startsAsHttp(this.line)) this.tellStranger();
    // With everything that was left out before: endless interim answers are an answer, too.
    else if (this.kept.length >= largestSpokenBytes) this.handOn(this.spoken);
  }

  private lineEnded(): void {
    const { line } = this;
    this.line = '';
    if (this.statusLine === null) {
      if (line !== '') this.statusLine = line;
    } else if (line === '') this.headEnded(this.statusLine);
  }

  private headEnded(statusLine: string): void {
    this.statusLine = null;
    if (interim.test(statusLine)) this.head.length = 0;
    else this.handOn();
  }

  /** An answer that is not HTTP has no end to wait for. */
  private tellStranger(): void {
    const rest: unknown = this.socket.read();
    if (Buffer.isBuffer(rest)) this.kept.push(rest);
    this.handOn();
  }

  private handOn(bytes: Uint8Array = Buffer.concat(this.head)): void {
    if (this.isOver) return;
    this.isOver = true;
    this.push(bytes);
  }

  private readonly whenFailed = (error: Error): void => void this.destroy(error);
  private readonly whenEnded = (): void => {
    this.handOn();
    this.push(null);
  };
  private readonly whenClosed = (): void => void this.destroy();
}

/** 101 is not an interim answer: it changes the protocol, which nobody asked for. */
const interim = /^HTTP\/1\.\d 1(?!01)\d\d\b/;

function startsAsHttp(line: string): boolean {
  return line.startsWith('HTTP/') || 'HTTP/'.startsWith(line);
}
