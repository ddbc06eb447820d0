import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createEndpointChecker,
  type EndpointChecker,
} from '../../../renderer/state/workspace/endpointCheck.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { EndpointCheck } from '../../../shared/model/endpointCheck.ts';
import { createFakeEngine, type FakeEngine } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const at = (port: number): ReturnType<typeof newEndpoint> => newEndpoint('tcp-client', `tcp://h:${port}`);
const saying = (message: string): EndpointCheck => ({
  findings: [{ field: 'tls.key', tone: 'problem', message }],
  certificates: [],
});

let engine: FakeEngine;
let checker: EndpointChecker;
/** How the engine answers, by the address. */
let answers: Map<string, (check: EndpointCheck) => void>;
let refusal: WirebenchError | null;

beforeEach(() => {
  answers = new Map();
  refusal = null;
  engine = createFakeEngine({
    'connections.check': ({ endpoint }) => {
      if (refusal) throw refusal;
      return new Promise((resolve) => answers.set(endpoint.address, resolve));
    },
  });
  checker = createEndpointChecker(engine.client);
});

afterEach(() => {
  checker.dispose();
  engine[Symbol.dispose]();
});

const said = (): string | undefined => checker.store.getState().findings[0]?.message;

describe('the check of an endpoint', () => {
  it('asks once for what was changed several times in a row', async () => {
    checker.check(at(1));
    checker.check(at(2));
    checker.check(at(3));
    await until(() => engine.asked.length > 0);
    expect(engine.asked.map(({ input }) => input)).toEqual([
      { endpoint: at(3), environment: null, connection: null },
    ]);
  });

  it('shows what is said of the newest endpoint, and never of a former one', async () => {
    checker.check(at(1));
    await until(() => answers.has('tcp://h:1'));
    checker.check(at(2));
    await until(() => answers.has('tcp://h:2'));
    answers.get('tcp://h:2')?.(saying('of the second'));
    await until(() => said() === 'of the second');
    answers.get('tcp://h:1')?.(saying('of the first'));
    checker.check(at(3));
    await until(() => answers.has('tcp://h:3'));
    expect(said()).toBe('of the second');
  });

  it('says why when nothing could be checked, and forgets that with the next answer', async () => {
    refusal = new WirebenchError('INTERNAL', 'The engine is busy.');
    checker.check(at(1));
    await until(() => checker.store.getState().failure === 'The engine is busy.');
    refusal = null;
    checker.check(at(2));
    await until(() => answers.has('tcp://h:2'));
    answers.get('tcp://h:2')?.(saying('of the second'));
    await until(() => checker.store.getState().failure === null && said() === 'of the second');
  });

  it('asks nothing any more once it is disposed', async () => {
    checker.check(at(1));
    checker.dispose();
    const other = createEndpointChecker(engine.client);
    other.check(at(2));
    await until(() => engine.asked.length > 0);
    other.dispose();
    expect(engine.asked.map(({ input }) => input)).toEqual([
      { endpoint: at(2), environment: null, connection: null },
    ]);
  });
});
