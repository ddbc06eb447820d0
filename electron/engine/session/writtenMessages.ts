import { WirebenchError } from '../../../shared/base/errors.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { destinationOf } from '../../../shared/model/messageProblem.ts';
import type { OutgoingMessage } from '../../../shared/model/sending.ts';
import { readMessage, type WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import { Serial } from '../base/serial.ts';
import type { Templates } from '../template/templates.ts';
import { MessageCounts } from './messageCounts.ts';

/** An opening message that is to be sent now, or a sentence that says why it cannot be. */
export type OpeningRead = Result<OutgoingMessage, string>;

/** Reads the bytes of a session's messages at the moment of sending, and counts how often each was sent. */
export class WrittenMessages {
  private readonly endpoint: Endpoint;
  private readonly templates: Templates;
  private readonly counts = new MessageCounts();
  private readonly serial = new Serial();

  /** `templates` have read what the opening messages ask for. */
  constructor(endpoint: Endpoint, templates: Templates) {
    this.endpoint = endpoint;
    this.templates = templates;
  }

  /** The messages sent when the endpoint has connected, in order. */
  opening(): readonly OpeningRead[] {
    return 'onOpen' in this.endpoint ? this.endpoint.onOpen.map((written) => this.read(written)) : [];
  }

  /** Throws BAD_REQUEST, in a sentence, for what cannot be sent. */
  readNow(written: WrittenMessage): OutgoingMessage {
    return orThrow(this.read(written));
  }

  /** Reads a message, and uses it in the order of the calls: one that waits for a file does not let a later one pass. */
  inTurn<Value>(
    written: WrittenMessage,
    templates: Templates | undefined,
    use: (message: OutgoingMessage) => Value,
  ): Promise<Value> {
    return this.serial.run(async () => {
      const read = await (templates ?? this.templates).resolve(
        (resolver) => this.readWith(written, resolver),
        this.counts.before(written),
      );
      const message = orThrow(read);
      this.counts.sent(written);
      return use(message);
    });
  }

  private read(written: WrittenMessage): OpeningRead {
    const read = this.templates.resolveNow(
      (resolver) => this.readWith(written, resolver),
      this.counts.before(written),
    );
    this.counts.sent(written);
    return read;
  }

  private readWith(written: WrittenMessage, resolver: TemplateResolver): OpeningRead {
    const read = readMessage(written, destinationOf(this.endpoint), resolver);
    return read.ok ? ok(read.value) : fail(read.problem.message);
  }
}

function orThrow(read: OpeningRead): OutgoingMessage {
  if (read.ok) return read.value;
  throw new WirebenchError('BAD_REQUEST', read.problem);
}
