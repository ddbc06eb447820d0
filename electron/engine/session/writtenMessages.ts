import { WirebenchError } from '../../../shared/base/errors.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { destinationOf } from '../../../shared/model/messageProblem.ts';
import type { OutgoingMessage } from '../../../shared/model/sending.ts';
import {
  readMessage,
  unknownWhenSent,
  type UnreadableText,
  type WrittenMessage,
} from '../../../shared/model/writtenMessage.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import type { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import type { Templates } from '../template/templates.ts';
import { MessageCounts } from './messageCounts.ts';

/** A message that is to be sent now, or why it cannot be. */
export type MessageRead = Result<OutgoingMessage, Unsendable>;

/** A sentence, and the variable of this machine that a person has to allow the workspace first. */
type Unsendable = Pick<UnreadableText, 'message' | 'allows'>;

/** Reads the bytes of a session's messages at the moment of sending, and counts how often each was sent. */
export class WrittenMessages {
  private readonly endpoint: Endpoint;
  private readonly templates: Templates;
  private readonly counts = new MessageCounts();

  /** `templates` have read what the opening messages ask for. */
  constructor(endpoint: Endpoint, templates: Templates) {
    this.endpoint = endpoint;
    this.templates = templates;
  }

  /** The messages sent when the endpoint has connected, in order. */
  opening(): readonly MessageRead[] {
    return this.onOpen.map((written) => this.readNow(written));
  }

  /** Reads the files and the environment that opening messages ask for, before the next attempt; null when there is nothing to read. */
  renewOpening(): Promise<void> | null {
    const templates = this.onOpen.filter(({ text }) => isTemplate(text));
    return templates.length === 0 ? null : this.renew(templates);
  }

  /** Reads a message at once, with the files and the environment that were read last. */
  readNow(written: WrittenMessage): MessageRead {
    const read = this.templates.resolveNow(
      (resolver) => this.readWith(written, resolver),
      this.counts.before(written),
    );
    if (read.ok) this.counts.sent(written);
    return read;
  }

  /** Reads a message with the templates given, or those of the session. Rejects with BAD_REQUEST. It does not count as sent yet. */
  async read(written: WrittenMessage, templates: Templates = this.templates): Promise<OutgoingMessage> {
    const before = this.counts.before(written);
    return orThrow(await templates.resolve((resolver) => this.readWith(written, resolver), before));
  }

  /** How often the message was sent so far. */
  sentBefore(written: WrittenMessage): number {
    return this.counts.before(written);
  }

  /** The message that was read is on its way. */
  sent(written: WrittenMessage): void {
    this.counts.sent(written);
  }

  private get onOpen(): readonly WrittenMessage[] {
    return 'onOpen' in this.endpoint ? this.endpoint.onOpen : [];
  }

  private async renew(messages: readonly WrittenMessage[]): Promise<void> {
    for (const written of messages) {
      const before = this.counts.before(written);
      await this.templates.resolve((resolver) => this.readWith(written, resolver), before);
    }
  }

  private readWith(written: WrittenMessage, resolver: TemplateResolver): MessageRead {
    const read = readMessage(written, destinationOf(this.endpoint), resolver);
    if (!read.ok) return fail(read.problem);
    const { kind, bytes, isUnknown } = read.value;
    return isUnknown ? fail({ message: unknownWhenSent }) : ok({ kind, bytes });
  }
}

function orThrow(read: MessageRead): OutgoingMessage {
  if (read.ok) return read.value;
  const { message, allows } = read.problem;
  throw new WirebenchError('BAD_REQUEST', message, { allows });
}
