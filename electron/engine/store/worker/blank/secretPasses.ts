import { WirebenchError } from '../../../../../shared/base/errors.ts';
import type { FileId } from '../../protocol.ts';
import type { PassProgress } from '../../store.ts';
import { SecretPass, type SecretSource } from './secretPass.ts';

/** The passes under way, by the number that the asking side gave them. */
export class SecretPasses implements Disposable {
  private readonly passes = new Map<FileId, SecretPass>();

  /** `source` is undefined where the file was closed meanwhile. */
  begin(
    number: FileId,
    source: SecretSource | undefined,
    secrets: readonly (readonly Uint8Array[])[],
    target: string | null,
  ): null {
    if (!source) throw new WirebenchError('WRONG_STATE', 'This recording is closed. Open it again.');
    this.passes.set(number, new SecretPass(source, secrets, target));
    return null;
  }

  step(number: FileId): Promise<PassProgress> {
    const pass = this.passes.get(number);
    if (pass) return pass.step();
    throw new WirebenchError('WRONG_STATE', 'This search is over.');
  }

  end(number: FileId): null {
    this.passes.get(number)?.[Symbol.dispose]();
    this.passes.delete(number);
    return null;
  }

  [Symbol.dispose](): void {
    for (const number of this.passes.keys()) this.end(number);
  }
}
