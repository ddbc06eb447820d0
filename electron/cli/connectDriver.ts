import { setTimeout as delay } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { formatCount, formatCounted, plural } from '../../shared/base/quantity.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import { factsOf } from '../../shared/model/endpointKinds.ts';
import { destinationOf, messageProblem } from '../../shared/model/messageProblem.ts';
import { describeSpread, formatRate, whyNotHeld, type RepeatOptions } from '../../shared/model/repeat.ts';
import type { OutgoingMessage } from '../../shared/model/sending.ts';
import type { SessionLoad, Session } from '../engine/session/session.ts';
import type { ReadTemplates } from '../engine/session/readTemplates.ts';
import { inputMessages } from './inputMessages.ts';
import type { SentFile } from '../engine/files/sentFile.ts';
import { keptShortly } from './renewedTemplates.ts';
import { isPlannedFile, type PlannedFile, type PlannedMessage } from './messages.ts';
import type { SessionDriver } from './runSession.ts';

/** Standard input as something to send. */
export interface SentInput {
  readonly open: () => Readable;
  /** It was asked for: its end is the end of our side even where nothing was in it. */
  readonly isAsked: boolean;
  /** How long our side stays after the end of the input. */
  readonly lingerMs: number;
}

interface ConnectPlan {
  readonly endpoint: Endpoint;
  readonly messages: readonly PlannedMessage[];
  /** After the messages, our side says that nothing follows. */
  readonly isEnding: boolean;
  readonly input: SentInput | null;
  /** What the messages stand for when they are sent. */
  readonly renew: ReadTemplates;
  /** Sends the messages again and again; null: once. */
  readonly repeat: RepeatOptions | null;
}

/** Sends the messages in order, each once the one before was handed over, and then what comes on standard input, until it ends. */
export class ConnectDriver implements SessionDriver {
  private readonly session: Session;
  private readonly plan: ConnectPlan;
  private readonly sent = Promise.withResolvers<void>();
  private hasBegun = false;
  private begun = 0;
  private sending: Promise<unknown> = Promise.resolve();

  constructor(session: Session, plan: ConnectPlan) {
    this.session = session;
    this.plan = plan;
  }

  async begin(): Promise<void> {
    this.hasBegun = true;
    try {
      if (this.plan.repeat !== null) await this.repeat(this.plan.repeat);
      else await this.sendOnce();
      // A peer that has closed meanwhile does not need our end.
      if (this.plan.isEnding && this.isOpen()) await this.session.act('end', { to: 'all' });
    } finally {
      this.sent.resolve();
    }
  }

  async follow(signal: AbortSignal): Promise<boolean> {
    const { input, endpoint } = this.plan;
    if (input === null) return false;
    let count = 0;
    for await (const message of inputMessages(input.open(), endpoint.kind, signal)) {
      count += 1;
      await this.sendInput(message);
    }
    if (count === 0 && !input.isAsked) return false;
    await delay(input.lingerMs, undefined, { signal }).catch(() => undefined);
    if (!this.isOpen()) return false;
    if (!factsOf(endpoint.kind).can.halfClose) return true;
    await this.session.act('end', { to: 'all' });
    return false;
  }

  async settled(): Promise<void> {
    await this.sent.promise;
    await this.sending;
  }

  /** What has no end ends when the session is to. */
  ending(): void {
    if (this.plan.repeat?.count === null) this.session.stopRepeating();
  }

  summary(): string | null {
    const { repeat } = this.session.info.value;
    if (repeat === null) return null;
    const { sent, missed, rate } = repeat;
    const told = [
      `Sent ${formatCounted(sent, 'time')}${rate === null ? '' : ` at ${formatRate(rate)}`}.`,
      missed === 0 ? null : `${formatCounted(missed, 'time')} passed without it.`,
      whyNotHeld(repeat),
      describeSpread(repeat),
    ];
    return told.filter(Boolean).join(' ');
  }

  problem(): string | null {
    const { repeat } = this.session.info.value;
    if (repeat === null || repeat.count === null || repeat.sent === repeat.count) return null;
    const times = formatCounted(repeat.count, 'time');
    return `Only ${formatCount(repeat.sent)} of ${times} ${plural(repeat.sent, 'was', 'were')} sent before the session ended.`;
  }

  notBegun(): SessionLoad {
    if (this.plan.repeat !== null) return { count: 0, bytes: 0 };
    const left = this.hasBegun ? this.plan.messages.slice(this.begun) : [];
    return { count: left.length, bytes: left.reduce((sum, message) => sum + sizeOf(message), 0) };
  }

  private send(message: PlannedMessage): Promise<unknown> {
    const { session } = this;
    if (isPlannedFile(message)) return session.sendFile('all', message.kind, () => this.open(message));
    const { written, kind, bytes } = message;
    this.begun += 1;
    return written === null
      ? session.send('all', kind, bytes)
      : session.sendWritten('all', written, this.plan.renew);
  }

  /** The session knows of a file what was not sent of it as soon as that is open. */
  private async open(message: PlannedFile): Promise<SentFile> {
    const file = await message.open();
    this.begun += 1;
    return file;
  }

  private async sendOnce(): Promise<void> {
    for (const message of this.plan.messages) await this.send(message);
  }

  private async repeat(options: RepeatOptions): Promise<void> {
    const messages = this.plan.messages.map((message) =>
      isPlannedFile(message) ? message : (message.written ?? { kind: message.kind, bytes: message.bytes }),
    );
    const repeating = this.session.repeat('all', messages, options, keptShortly(this.plan.renew));
    await repeating.ended;
    const { phase, reason } = repeating.progress;
    if (phase === 'failed' || (phase === 'stopped' && options.count !== null))
      throw new Error(reason ?? 'The messages were not sent as often as was asked for.');
  }

  private isOpen(): boolean {
    return this.session.info.value.phase === 'open';
  }

  private async sendInput(message: OutgoingMessage): Promise<void> {
    const problem = messageProblem(message, destinationOf(this.plan.endpoint));
    if (problem !== null) throw new Error(`Standard input: ${problem.message}`);
    const sending = this.session.send('all', message.kind, message.bytes);
    // What is wrong with it is told once, here.
    this.sending = sending.catch(() => undefined);
    await sending;
  }
}

function sizeOf(message: PlannedMessage): number {
  return isPlannedFile(message) ? message.size : message.bytes.length;
}
