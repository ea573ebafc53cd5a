import type { DueTask } from '#platform';
import type { Context } from '#policy';
import type { CallEdge } from './adapters/edge.ts';
import { sandboxEdgeTask } from './adapters/sandbox/edge.ts';
import { prolongations } from './calls/prolong-calls.ts';
import { sweeping } from './calls/sweep-calls.ts';

/** How the edge is reached: the sandbox in the demonstration; none: calls end with their first slice, and are closed by the time that passes. */
export interface VoiceParts {
  readonly edge: CallEdge | undefined;
  readonly isSandbox: boolean;
}

/** The background work of voice, in its order. */
export const voiceTasks = ({ edge, isSandbox }: VoiceParts): readonly DueTask<Context>[] => [
  ...(isSandbox ? [sandboxEdgeTask] : []),
  ...(edge === undefined ? [] : [prolongations(edge)]),
  sweeping(edge),
];
