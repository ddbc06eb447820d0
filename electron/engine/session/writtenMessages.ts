import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
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
import { dryContext } from '../../../shared/template/dryContext.ts';
import { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import type { Templates } from '../template/templates.ts';
import { Serial } from '../base/serial.ts';
import type { ReadTemplates } from './readTemplates.ts';
import { MessageCounts } from './messageCounts.ts';

/** A message that is to be sent now, or why it cannot be. */
export type MessageRead = Result<OutgoingMessage, Unsendable>;

/** Messages that were read, or are. It never rejects. */
export type ReadNow = readonly MessageRead[] | Promise<readonly MessageRead[]>;

/** A sentence, and the variable of this machine that a person has to allow the workspace first. */
type Unsendable = Pick<UnreadableText, 'message' | 'allows'>;

/** Reads the bytes of a session's messages at the moment of sending, and counts how often each was sent. */
export class WrittenMessages {
  private readonly endpoint: Endpoint;
  private readonly templates: Templates;
  private readonly renew: ReadTemplates;
  private readonly counts = new MessageCounts();
  private readonly serial = new Serial();

  /** `renew` gives what applies to messages that are sent by themselves, whenever they are. */
  constructor(endpoint: Endpoint, templates: Templates, renew: ReadTemplates) {
    this.endpoint = endpoint;
    this.templates = templates;
    this.renew = renew;
  }

  /** The messages sent when the endpoint has connected, in order; `isWanted` as for `readNow`. */
  opening(isWanted: () => boolean): ReadNow {
    return this.readNow('onOpen' in this.endpoint ? this.endpoint.onOpen : [], isWanted);
  }

  /**
   * Reads messages that are sent by themselves, one after the other, and counts them: in the turn of the call where none has a template. Those
   * that nobody wants any longer, since their peer has gone, are neither read nor counted.
   */
  readNow(messages: readonly WrittenMessage[], isWanted: () => boolean): ReadNow {
    return messages.some(({ text }) => isTemplate(text))
      ? this.serial.run(() => this.readEach(messages, isWanted))
      : messages.map((message) => this.readPlain(message));
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

  private async readEach(
    messages: readonly WrittenMessage[],
    isWanted: () => boolean,
  ): Promise<readonly MessageRead[]> {
    const all: MessageRead[] = [];
    for (const message of messages)
      all.push(
        isTemplate(message.text) ? await this.readRenewed(message, isWanted) : this.readPlain(message),
      );
    return all;
  }

  private async readRenewed(written: WrittenMessage, isWanted: () => boolean): Promise<MessageRead> {
    if (!isWanted()) return fail({ message: 'The connection closed before this was read.' });
    try {
      const templates = await this.renew();
      const before = this.counts.before(written);
      const read = await templates.resolve((resolver) => this.readWith(written, resolver), before);
      if (read.ok && isWanted()) this.counts.sent(written);
      return read;
    } catch (error) {
      return fail({ message: messageOf(error) });
    }
  }

  private readPlain(written: WrittenMessage): MessageRead {
    const read = readMessage(written, destinationOf(this.endpoint), nothingStands);
    return read.ok ? ok({ kind: read.value.kind, bytes: read.value.bytes }) : fail(read.problem);
  }

  private readWith(written: WrittenMessage, resolver: TemplateResolver): MessageRead {
    const read = readMessage(written, destinationOf(this.endpoint), resolver);
    if (!read.ok) return fail(read.problem);
    const { kind, bytes, isUnknown } = read.value;
    return isUnknown ? fail({ message: unknownWhenSent }) : ok({ kind, bytes });
  }
}

/** For texts without templates. */
const nothingStands = new TemplateResolver([], dryContext);

function orThrow(read: MessageRead): OutgoingMessage {
  if (read.ok) return read.value;
  const { message, allows } = read.problem;
  throw new WirebenchError('BAD_REQUEST', message, { allows });
}
