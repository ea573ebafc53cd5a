import type { InEveryLanguage } from './language.ts';

/** What a person reads when something is refused: what is wrong, and what to do about it. */
export interface RefusalText {
  readonly detail: string;
  readonly remedy: string;
}

/** Makes refusals of one kind. A domain's errors.ts exports one of these per code; doors and tests collect them. */
export interface RefusalKind<Data extends object> {
  (data: Data): Refusal<Data>;
  readonly code: string;
  readonly status: number;
  readonly example: Data;
}

interface RefusalDefinition<Data extends object> {
  /** The HTTP status with which the API answers. */
  readonly status: number;
  /** The request field at fault, where one is. */
  readonly field?: string;
  readonly texts: InEveryLanguage<(data: Data) => RefusalText>;
  /** Plausible data, from which the documentation's example is written. */
  readonly example: Data;
}

/**
 * A refusal that the caller can act on: stable dotted code, typed data, texts in three languages. Thrown; rolls the transaction back.
 * @source RFC 9457
 */
export class Refusal<Data extends object = object> extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly data: Data;
  readonly texts: InEveryLanguage<RefusalText>;

  constructor(code: string, definition: RefusalDefinition<Data>, data: Data) {
    super(`${code}: ${definition.texts.en(data).detail}`);
    this.name = 'Refusal';
    this.code = code;
    this.status = definition.status;
    this.field = definition.field;
    this.data = data;
    this.texts = {
      en: definition.texts.en(data),
      es: definition.texts.es(data),
      it: definition.texts.it(data),
    };
  }
}

/** Defines a kind of refusal: `export const notAvailable = refusalKind<{e164: string}>('numbers.not_available', {...})`. */
export const refusalKind = <Data extends object>(
  code: string,
  definition: RefusalDefinition<Data>,
): RefusalKind<Data> =>
  Object.assign((data: Data) => new Refusal(code, definition, data), {
    code,
    status: definition.status,
    example: definition.example,
  });

export const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal;

/** Somebody else's fault: the job tries again while `retryable`, with a limit, and then alarms. */
export class Outage extends Error {
  readonly service: string;
  readonly retryable: boolean;

  constructor(
    service: string,
    message: string,
    options: { readonly retryable: boolean; readonly cause?: unknown },
  ) {
    super(`${service}: ${message}`, { cause: options.cause });
    this.name = 'Outage';
    this.service = service;
    this.retryable = options.retryable;
  }
}
