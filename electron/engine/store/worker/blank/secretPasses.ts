import { WirebenchError } from '../../../../../shared/base/errors.ts';
import type { FileId } from '../../protocol.ts';
import type { PassProgress } from '../../store.ts';
import { SecretPass } from './secretPass.ts';

/** The passes under way, by the number that the asking side gave them. */
export class SecretPasses implements Disposable {
  private readonly passes = new Map<FileId, SecretPass>();

  begin(number: FileId, ...parts: ConstructorParameters<typeof SecretPass>): null {
    this.passes.set(number, new SecretPass(...parts));
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
