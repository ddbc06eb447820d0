import { parseInterval } from '../../../shared/base/duration.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { parseAddress, peerPortProblem } from '../../../shared/model/address.ts';
import { factsOf, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { ReplayOptions, ReplayTiming } from '../../../shared/model/replay.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { previewText } from '../../state/workspace/templateCheck.ts';

/** The form while it is being filled in. */
export interface ReplayDraft {
  readonly to: string;
  readonly timing: ReplayTiming;
  readonly speed: string;
  readonly peer: PeerId | null;
  readonly replyTimeout: string;
}

export interface ReplayProblems {
  readonly to: string | null;
  readonly speed: string | null;
  readonly replyTimeout: string | null;
}

export function initialReplayDraft(info: RecordingInfo): ReplayDraft {
  return {
    to: info.url ?? info.endpoint.address,
    timing: 'wait',
    speed: '1',
    peer: null,
    replyTimeout: '5s',
  };
}

/** The options of the form, or its problems, field by field. `scope`: what references in the address stand for. */
export function readReplayDraft(
  draft: ReplayDraft,
  kind: EndpointKind,
  scope: Scope,
): Result<ReplayOptions, ReplayProblems> {
  const to = templateProblem(draft.to, kind, scope);
  const speedNumber = Number(draft.speed.trim().replace(',', '.'));
  const speedMatters = draft.timing === 'original';
  const isSpeed = draft.speed.trim() !== '' && speedNumber >= 0.01 && speedNumber <= 1000;
  const speed = isSpeed || !speedMatters ? null : 'Enter a number from 0.01 to 1000; 2 is twice as fast.';
  const timeout = parseInterval(draft.replyTimeout);
  const timeoutMs = timeout.ok ? Math.round(timeout.value) : 0;
  const inRange = timeoutMs >= 10 && timeoutMs <= 600_000;
  const replyTimeout = inRange ? null : 'Enter a duration from 10ms to 10m, such as 5s.';
  if (to !== null || speed !== null || replyTimeout !== null) return fail({ to, speed, replyTimeout });
  return ok({
    to: draft.to.trim(),
    timing: draft.timing,
    speed: speedMatters ? speedNumber : 1,
    peer: draft.peer,
    replyTimeoutMs: timeoutMs,
  });
}

/** What is only known to the engine is judged when the replay starts. */
function templateProblem(text: string, kind: EndpointKind, scope: Scope): string | null {
  if (!isTemplate(text)) return addressProblem(text, kind);
  const shown = previewText(text, scope);
  if (!shown.ok) return shown.problem.message;
  if (shown.value === null || isTemplate(shown.value)) return null;
  const problem = addressProblem(shown.value, kind);
  return problem === null ? null : `${problem} It is ${shown.value} here.`;
}

function addressProblem(text: string, kind: EndpointKind): string | null {
  // A replay is a client of the recording's kind.
  const { schemes } = factsOf(kind);
  const parsed = parseAddress(text, schemes[0]);
  if (!parsed.ok) return parsed.problem.message;
  if (!schemes.includes(parsed.value.scheme)) {
    return `What was recorded over ${schemes[0]}:// is sent again over ${schemes.map((scheme) => `${scheme}://`).join(' or ')}.`;
  }
  return peerPortProblem(parsed.value);
}
