import type { InEveryLanguage } from '#platform';

/** Who confirms the address in public: the provider itself, only others (their pages and programs, often some years old), or nobody. */
export const evidences = ['provider', 'others', 'none'] as const;
export type Evidence = (typeof evidences)[number];

/** Where customers can have a VoIP account to which their numbers are forwarded. */
export interface VoipProvider {
  readonly slug: string;
  readonly name: string;
  readonly site: string;
  /** `sip:{user}@sip.example.com`: `{user}` stands for the name of the account. */
  readonly sipUriTemplate: string;
  /** Whether an account that receives calls costs nothing; null: that could not be checked. */
  readonly free: boolean | null;
  readonly recommended: boolean;
  /** ISO 3166-1 alpha-2, where one can sign up; none: everywhere. */
  readonly countries: readonly string[];
  readonly notes: InEveryLanguage<string>;
  readonly evidence: Evidence;
  /** The public page; null: there is none to name. */
  readonly source: string | null;
  readonly lastChecked: Temporal.PlainDate;
  /** What is no longer listed stays for those who use it. */
  readonly listed: boolean;
}
