// Pure: no clock, no database.

interface Part {
  readonly amountMicros: bigint;
}

/**
 * Of unspent credit in spending order, what is left when `heldMicros` stay: what is held for something in progress is spent first, so
 * it stays in the oldest parts.
 */
export const beyondHeld = <P extends Part>(parts: readonly P[], heldMicros: bigint): readonly P[] => {
  let stays = heldMicros;
  return parts.flatMap((part) => {
    const kept = stays < part.amountMicros ? stays : part.amountMicros;
    stays -= kept;
    return kept === part.amountMicros ? [] : [{ ...part, amountMicros: part.amountMicros - kept }];
  });
};

/** Whether somebody works here, as the audit log names them. */
export const isStaff = (actor: string): boolean => /^staff:./.test(actor);
