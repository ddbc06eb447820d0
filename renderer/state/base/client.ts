import type { WirebenchContract } from '../../../shared/contract/contract.ts';
import type { Client } from '../../../shared/rpc/client.ts';

/** The page's end of the contract; stores and panes receive it, and never create one. */
export type WirebenchClient = Client<WirebenchContract>;
