import type { WirebenchContract } from '../../../shared/contract/contract.ts';
import type { Handlers } from '../../../shared/rpc/serve.ts';

/** All handlers of one namespace of the contract. */
export type HandlersOf<Namespace extends string> = Pick<
  Handlers<WirebenchContract>,
  Extract<keyof WirebenchContract, `${Namespace}.${string}`>
>;
