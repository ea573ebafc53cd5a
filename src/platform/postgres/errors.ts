/** Embedded PostgreSQL cannot do what was asked. The message says what is wrong and what to do about it. */
export class EmbeddedPostgresError extends Error {
  readonly reason: 'already_running' | 'unsupported_machine' | 'wrong_version' | 'not_allowed' | 'failed';

  constructor(
    reason: EmbeddedPostgresError['reason'],
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.reason = reason;
  }
}
