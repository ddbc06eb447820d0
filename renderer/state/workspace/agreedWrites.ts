import { WirebenchError } from '../../../shared/base/errors.ts';

/**
 * Writes into files that git sees. Where the value of a secret would stand in one, the person is told so, and it is written when they save
 * the same once more. Whoever has saved something without it is told anew.
 */
export class AgreedWrites {
  /** What was told of each place last. */
  readonly #told = new Map<string, string>();

  /** `place` tells what is written apart from what else is. Rejects with a sentence at first, and as `write` does. */
  async write<Output>(place: string, write: (withSecrets: boolean) => Promise<Output>): Promise<Output> {
    try {
      const output = await write(false);
      this.#told.delete(place);
      return output;
    } catch (error) {
      if (!(error instanceof WirebenchError) || error.code !== 'HAS_SECRETS') throw error;
      const isAgreed = this.#told.get(place) === error.message;
      if (isAgreed) this.#told.delete(place);
      else this.#told.set(place, error.message);
      if (!isAgreed) throw error;
      return write(true);
    }
  }
}
