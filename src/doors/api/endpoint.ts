import type { z } from 'zod';
import type { Permission } from '#customers';
import type { Language, RefusalKind } from '#platform';
import type { Tag } from './open-api/frame.ts';

/** A kind of refusal, as far as a list of them needs to know it. */
export type Refused = Pick<RefusalKind<never>, 'code' | 'status'>;

/** A form of an answer that is no JSON: text, or octets. */
export interface OtherForm<Result> {
  readonly mediaType: string;
  readonly example: string;
  write(result: Result, language: Language): string | Uint8Array;
}

/** What the documentation, the matrix of tests and the server need to know of an endpoint. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for each parameter. */
  readonly url: string;
  readonly tag: Tag;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  /** What the caller must be allowed to do; null: open to everybody. */
  readonly permission: Permission | null;
  /** What staff must be allowed to do instead, where they act on what is a customer's. */
  readonly staffPermission?: Permission;
  /** Customers have the permission for what is their own, and this is not. */
  readonly staffOnly?: true;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** A body that is no JSON: its media type, and an example of it. */
  readonly upload?: {
    readonly mediaType: string;
    readonly example: string;
    readonly others?: readonly string[];
  };
  /** The answer is a file of one of these media types. */
  readonly download?: readonly string[];
  /** Fewer requests than usual, because each is dear. */
  readonly requestsPerMinute?: number;
  /** It needs an Idempotency-Key. */
  readonly keyed: boolean;
  readonly status: 200 | 201 | 202;
  readonly response: z.ZodType;
  /** What the answer means, for the documentation. */
  readonly answer: string;
  /** Another form of the answer, for those who would rather accept it. */
  readonly otherForm?: OtherForm<never>;
  /** What is refused here, beside what any request can meet. */
  readonly refuses: readonly Refused[];
}

/** An endpoint as a route file writes it: what is left out takes the usual value. */
export type EndpointDefinition<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
> = Pick<Endpoint, 'method' | 'url' | 'tag' | 'operationId' | 'summary' | 'description' | 'permission'> & {
  readonly staffPermission?: Permission;
  readonly staffOnly?: true;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly upload?: NonNullable<Endpoint['upload']>;
  readonly download?: NonNullable<Endpoint['download']>;
  readonly requestsPerMinute?: number;
  readonly response: Response;
  readonly otherForm?: OtherForm<Answered<z.output<Response>>>;
  readonly status?: Endpoint['status'];
  readonly refuses?: readonly Refused[];
  readonly answer?: string;
};

/** Completes a definition. */
export const endpointOf = <
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  definition: EndpointDefinition<P, Q, B, R>,
  keyed: boolean,
): Endpoint => {
  const { method, url, tag, operationId, summary, description, permission, response } = definition;
  const { params, query, body, upload, download, otherForm, requestsPerMinute, staffPermission, staffOnly } =
    definition;
  return {
    method,
    url,
    tag,
    operationId,
    summary,
    description,
    permission,
    ...(staffPermission && { staffPermission }),
    ...(staffOnly && { staffOnly }),
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
    ...(upload && { upload }),
    ...(download && { download }),
    ...(otherForm && { otherForm }),
    ...(requestsPerMinute && { requestsPerMinute }),
    keyed,
    status: definition.status ?? 200,
    response,
    answer: definition.answer ?? 'As it is now',
    refuses: definition.refuses ?? [],
  };
};

/** What a schema of ours lets a handler return: the same, and it may be read-only. */
export type Answered<T> = T extends
  | string
  | number
  | boolean
  | bigint
  | null
  | undefined
  | Temporal.Instant
  | Temporal.PlainDate
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Answered<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Answered<T[Key]> }
      : T;
