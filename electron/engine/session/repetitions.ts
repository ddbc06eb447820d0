import { WirebenchError } from '../../../shared/base/errors.ts';
import type { RepeatOptions, RepeatProgress } from '../../../shared/model/repeat.ts';
import type { SendTarget } from '../../../shared/model/sending.ts';
import type { Clock } from '../base/deps.ts';
import type { InfoPulse } from './infoPulse.ts';
import { sendEach, sizeOf, type RepeatedMessage } from './repeatedSend.ts';
import { Repetition } from './repetition.ts';
import type { Sender } from './sender.ts';
import type { ReadTemplates } from './readTemplates.ts';
import type { SendTurns } from './sendTurns.ts';

interface RepetitionsParts {
  readonly clock: Clock;
  readonly sender: Pick<Sender, 'requireOpen' | 'queue'>;
  readonly turns: SendTurns;
  readonly pulse: Pick<InfoPulse, 'soon' | 'now'>;
}

/** What a session repeats: one message, or several together, at a time. */
export class Repetitions {
  private readonly parts: RepetitionsParts;
  private latest: Repetition | null = null;

  constructor(parts: RepetitionsParts) {
    this.parts = parts;
  }

  /** Of the latest one; null where there was none. */
  get progress(): RepeatProgress | null {
    return this.latest?.progress ?? null;
  }

  /** As `Session.repeat`. */
  begin(
    to: SendTarget,
    messages: readonly RepeatedMessage[],
    options: RepeatOptions,
    templates?: ReadTemplates,
  ): Repetition {
    if (this.latest?.isRunning === true) {
      throw new WirebenchError('WRONG_STATE', 'A message is being repeated already. Stop that first.');
    }
    const { sender, clock, turns, pulse } = this.parts;
    sender.requireOpen();
    this.latest = new Repetition({
      options,
      size: sizeOf(messages),
      clock,
      send: sendEach(turns, to, messages, templates),
      load: () => sender.queue,
      changed: (isOver) => (isOver ? pulse.now() : pulse.soon()),
    });
    return this.latest;
  }

  /** Does nothing where nothing is repeated. `why` begins the sentence that says so. */
  stop(why?: string): void {
    this.latest?.stop(why);
  }
}
