/** Where a call can go: a VoIP account, a phone number (charged by the minute), or a service that the operator resells. */
export type Target =
  | { readonly kind: 'sip'; readonly target: string }
  | { readonly kind: 'pstn'; readonly target: string }
  | { readonly kind: 'service'; readonly target: string };

/** Targets that ring at once, and for how long. */
export interface Step {
  readonly ringSeconds: number;
  readonly targets: readonly Target[];
}

/** A part of the week, in the customer's time zone. */
export interface Hours {
  /** ISO days of the week, 1 is Monday; null: every day. */
  readonly days: readonly number[] | null;
  /** Minutes from midnight. `until` is exclusive; before `from` it is on the following day. null: all day. */
  readonly minutes: { readonly from: number; readonly until: number } | null;
}

/** What happens during some hours: the steps, one after the other. */
export interface Rule extends Hours {
  readonly steps: readonly Step[];
}

/** Where the calls of a number go: the first rule whose hours contain the moment of the call. No rule: they are refused. */
export interface Plan {
  /** How many calls may be in progress at once. */
  readonly channels: number;
  readonly rules: readonly Rule[];
}

/** A plan, and who made it when. */
export interface Forwarding extends Plan {
  readonly id: bigint;
  readonly rentalId: bigint;
  readonly e164: string;
  readonly customerId: string;
  readonly since: Temporal.Instant;
  /** null: it counts now. */
  readonly until: Temporal.Instant | null;
  readonly actor: string;
}

export const defaultChannels = 4;
export const defaultRingSeconds = 30;

/** The plan of one target, at all hours; null stops the forwarding. */
export const planTo = (target: Target | null): Plan => ({
  channels: defaultChannels,
  rules:
    target === null
      ? []
      : [{ days: null, minutes: null, steps: [{ ringSeconds: defaultRingSeconds, targets: [target] }] }],
});
