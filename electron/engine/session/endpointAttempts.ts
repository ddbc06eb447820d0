import { isDeepStrictEqual } from 'node:util';
import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { noFacts } from '../../../shared/model/facts.ts';
import { hasTemplate } from '../../../shared/template/parseTemplate.ts';
import type { EndpointSink, LinkContext, RunningEndpoint } from '../link/link.ts';
import { neverOpened } from '../link/neverOpened.ts';
import { startEndpoint } from '../link/openers.ts';
import { TlsSessions } from '../link/tls/tlsSessions.ts';
import { maskedSink, maskOf } from './maskedSink.ts';
import type { ReadTemplates } from './readTemplates.ts';
import { resolveEndpoint } from './resolveEndpoint.ts';

/** What is opened, or why nothing is. */
type FoundEndpoint = ReturnType<typeof resolveEndpoint>;

interface EndpointAttemptsParts {
  /** As saved or given. */
  readonly endpoint: Endpoint;
  /** What was found when the session began. */
  readonly first: FoundEndpoint;
  /** What its templates stand for when they are read again. */
  readonly renew: ReadTemplates;
  readonly context: LinkContext;
}

/** Starts one attempt. */
type Start = (sink: EndpointSink) => RunningEndpoint;

/**
 * The attempts of a session to open its endpoint. The first opens what was found when the session began; each later one resolves the endpoint
 * anew, opening messages included, so that a header has the time, the file and the environment of the handshake that it goes with.
 */
export class EndpointAttempts {
  private readonly parts: EndpointAttemptsParts;
  private readonly isRenewed: boolean;
  private readonly tls = new TlsOfAttempts();
  private begun = 0;

  constructor(parts: EndpointAttemptsParts) {
    this.parts = parts;
    this.isRenewed = hasTemplate(parts.endpoint);
  }

  /** Begins the next attempt. A later one that cannot be opened is reported as one that failed. */
  start(sink: EndpointSink): RunningEndpoint {
    const before = this.begun;
    this.begun += 1;
    const { first, context } = this.parts;
    if (before > 0 && this.isRenewed) return startWhenFound(this.findAgain(before), sink, context);
    return first.ok
      ? this.open(first.value, sink)
      : neverOpened(first.problem[0].message, sink, context, first.problem[0]);
  }

  /** Never rejects. `before` is the number of earlier attempts, which `{{$counter}}` counts. */
  private async findAgain(before: number): Promise<Start> {
    const { endpoint, renew } = this.parts;
    try {
      const templates = await renew();
      const found = await templates.resolve((resolver) => resolveEndpoint({ endpoint, resolver }), before);
      if (found.ok) return (sink) => this.open(found.value, sink);
      const [problem] = found.problem;
      // What mends by itself does not matter where something else does not.
      return this.refuse(found.problem.find(({ mayMend = false }) => !mayMend) ?? problem);
    } catch (error) {
      // An environment that was deleted does not come back by itself; what could not be read may.
      return this.refuse({ message: messageOf(error), mayMend: codeOf(error) !== 'NOT_FOUND' });
    }
  }

  private open(found: Extract<FoundEndpoint, { ok: true }>['value'], sink: EndpointSink): RunningEndpoint {
    const { endpoint, secrets } = found;
    const mask = maskOf(secrets);
    const context = { ...this.parts.context, tlsSessions: this.tls.sessionsOf(endpoint) };
    return startEndpoint(endpoint, mask === null ? sink : maskedSink(sink, mask), context);
  }

  private refuse({ message, ...why }: Refusal): Start {
    return (sink) => {
      // What the attempt before had found is not what this one did.
      sink.progressed(noFacts);
      return neverOpened(message, sink, this.parts.context, why);
    };
  }
}

interface Refusal {
  readonly message: string;
  readonly field?: string;
  readonly allows?: string | undefined;
  readonly mayMend?: boolean | undefined;
}

/** The TLS sessions that attempts offer again: one is for the server that gave it, and for the options under which that was verified. */
class TlsOfAttempts {
  private of: unknown = null;
  private sessions = new TlsSessions();

  sessionsOf(endpoint: Endpoint): TlsSessions {
    const { address } = endpoint;
    const of = { address, tls: 'tls' in endpoint ? endpoint.tls : null };
    if (!isDeepStrictEqual(of, this.of)) this.sessions = new TlsSessions();
    this.of = of;
    return this.sessions;
  }
}

/** Starts an endpoint once it is known. Closed before that, it is never started. */
function startWhenFound(
  finding: Promise<Start>,
  sink: EndpointSink,
  { clock }: Pick<LinkContext, 'clock'>,
): RunningEndpoint {
  let running: RunningEndpoint | null = null;
  let isCancelled = false;
  const begin = async (): Promise<void> => {
    const start = await finding;
    if (!isCancelled) running = start(sink);
  };
  void begin();
  return {
    close() {
      running?.close();
      if (running !== null || isCancelled) return;
      isCancelled = true;
      const reason = 'Cancelled while connecting.';
      queueMicrotask(() => sink.closed({ clean: true, reason }, clock.nowUs()));
    },
  };
}
