/**
 * The SIP edge as calls in progress need it: it enforces what a call was granted by itself, and can be told that it may go on. Both throw an
 * Outage when it cannot be reached; then nothing is known of whether it heard.
 */
export interface CallEdge {
  /** The call may talk `seconds` altogether, from its answer. unknown: the edge has no such call (any more). */
  prolong(callId: string, edgeCallId: string, seconds: number): Promise<'done' | 'unknown'>;
  /** Whether the edge has this call, ringing or talking. */
  isAlive(callId: string, edgeCallId: string): Promise<boolean>;
}
