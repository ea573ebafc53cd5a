// What happens in a simulated town. A new verb of the scenarios is a move in a file of this folder.
import type { Move } from './move.ts';
import { numberMoves } from './numbers.ts';
import { paymentMoves } from './payments.ts';
import { refundMoves } from './refunds.ts';
import { staffMoves } from './staff.ts';
import { voiceMoves } from './voice.ts';

export const moves: readonly Move[] = [
  ...paymentMoves,
  ...numberMoves,
  ...voiceMoves,
  ...refundMoves,
  ...staffMoves,
];
