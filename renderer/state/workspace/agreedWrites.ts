import { WirebenchError } from '../../../shared/base/errors.ts';

/**
 * Writes into files that git sees. Where the value of a secret would stand in one, the person is told so, and it is written when they save
 * the same once more.
 */
export class AgreedWrites {
  readonly #told = new Set<string>();

  /** `place` tells what is written apart from what else is. Rejects with a sentence at first, and as `write` does. */
  async write<Output>(place: string, write: (withSecrets: boolean) => Promise<Output>): Promise<Output> {
    try {
      return await write(false);
    } catch (error) {
      if (!(error instanceof WirebenchError) || error.code !== 'HAS_SECRETS') throw error;
      const told = `${place}: ${error.message}`;
      if (!this.#told.delete(told)) {
        this.#told.add(told);
        throw error;
      }
      return write(true);
    }
  }
}
