import type { PolicyParameters } from '../parameters.ts';

/** running ──▶ finished | failed. A process that dies leaves it running; it counts as failed after some minutes. */
export const previewStates = ['running', 'finished', 'failed'] as const;
export type PreviewState = (typeof previewStates)[number];

/** A story as it was sent. */
export interface StoryText {
  readonly name: string;
  /** YAML, as SCENARIOS has it. */
  readonly text: string;
}

/** Stories that are played under the version in force and under another one, to see what would change. */
export interface Preview {
  readonly id: string;
  readonly versionId: number;
  readonly parameters: PolicyParameters;
  readonly baseVersionId: number;
  readonly baseParameters: PolicyParameters;
  /** null: those that the product brings. */
  readonly stories: readonly StoryText[] | null;
  readonly requestedAt: Temporal.Instant;
  readonly requestedBy: string;
  readonly state: PreviewState;
  /** Stories played, of so many. */
  readonly done: number;
  readonly total: number;
  readonly finishedAt: Temporal.Instant | null;
  /** What differs, as whoever played the stories writes it. */
  readonly result: unknown;
  readonly failure: string | null;
}
