import { z } from 'zod';

/** How a call at the sandbox edge goes on: what the other parties do, and what goes wrong. */
export const sandboxInstructions = z.strictObject({
  /** For how long they would talk. */
  talkSeconds: z.int().min(0).max(86_400),
  /** After how long somebody answers. */
  ringSeconds: z.int().min(0).max(600).default(0),
  /** Which target does, as group and branch: "1.0"; none: nobody. */
  answers: z.union([z.literal('none'), z.string().regex(/^[1-9]\d?\.\d\d?$/)]).default('1.0'),
  /** What of the call never reaches us. */
  loses: z.array(z.enum(['answer', 'end', 'failed'])).default([]),
  /** How often everything is told again. */
  repeats: z.int().min(0).max(5).default(0),
  /** For how long the journal waits before it is shipped, by what happened: so the end can come before the answer. */
  lateSeconds: z.partialRecord(z.enum(['answer', 'end', 'failed']), z.int().min(0).max(86_400)).default({}),
  /** It cannot be told that the call may go on. */
  unreachable: z.boolean().default(false),
});

export type SandboxInstructions = z.output<typeof sandboxInstructions>;
export type SandboxInstructionsInput = z.input<typeof sandboxInstructions>;
