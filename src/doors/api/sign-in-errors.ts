// What the sign-in refuses, in our words: better-auth says it in English only.
import { longestPassword, shortestPassword, weakPassword } from '#customers';
import { refusalKind, type Refusal } from '#platform';
import { notFound, rateLimited, unauthenticated } from './errors.ts';

export const wrongPassword = refusalKind<object>('sign_in.wrong_password', {
  status: 401,
  example: {},
  texts: {
    en: () => ({
      detail: 'The e-mail address or the password is not right.',
      remedy: 'Check both, or have a link sent to set a new password.',
    }),
    es: () => ({
      detail: 'La dirección de correo o la contraseña no son correctas.',
      remedy: 'Compruebe ambas o pida un enlace para establecer una contraseña nueva.',
    }),
    it: () => ({
      detail: 'L’indirizzo e-mail o la password non sono corretti.',
      remedy: 'Controllali entrambi, oppure richiedi un link per impostare una nuova password.',
    }),
  },
});

export const emailNotVerified = refusalKind<object>('sign_in.email_not_verified', {
  status: 403,
  field: 'email',
  example: {},
  texts: {
    en: () => ({
      detail: 'This e-mail address has not been proven yet.',
      remedy: 'Open the link in the mail that was just sent to it, then sign in.',
    }),
    es: () => ({
      detail: 'Esta dirección de correo todavía no se ha verificado.',
      remedy: 'Abra el enlace del correo que acabamos de enviar e inicie sesión después.',
    }),
    it: () => ({
      detail: 'Questo indirizzo e-mail non è ancora stato verificato.',
      remedy: 'Apri il link nell’e-mail appena inviata, poi accedi.',
    }),
  },
});

export const wrongCode = refusalKind<object>('sign_in.wrong_code', {
  status: 401,
  field: 'code',
  example: {},
  texts: {
    en: () => ({
      detail: 'The code is not right, or no longer valid.',
      remedy:
        'Enter the code that the authenticator shows now, or one of the backup codes that was not used yet.',
    }),
    es: () => ({
      detail: 'El código no es correcto o ya no es válido.',
      remedy:
        'Introduzca el código que muestra ahora el autenticador o uno de los códigos de respaldo que aún no haya usado.',
    }),
    it: () => ({
      detail: 'Il codice non è corretto o non è più valido.',
      remedy:
        'Inserisci il codice mostrato ora dall’app di autenticazione, o un codice di riserva non ancora usato.',
    }),
  },
});

export const lockedForNow = refusalKind<object>('sign_in.locked_for_now', {
  status: 429,
  example: {},
  texts: {
    en: () => ({
      detail: 'Too many wrong codes were entered: signing in is locked for a while.',
      remedy: 'Try again later, from the beginning.',
    }),
    es: () => ({
      detail:
        'Se han introducido demasiados códigos incorrectos: el acceso está bloqueado durante un tiempo.',
      remedy: 'Inténtelo más tarde, desde el principio.',
    }),
    it: () => ({
      detail: 'Sono stati inseriti troppi codici errati: l’accesso è bloccato per un po’.',
      remedy: 'Riprova più tardi, dall’inizio.',
    }),
  },
});

export const linkNotValid = refusalKind<object>('sign_in.link_not_valid', {
  status: 400,
  field: 'token',
  example: {},
  texts: {
    en: () => ({
      detail: 'This link is not valid: it has expired, or was used already.',
      remedy: 'Ask for a new one.',
    }),
    es: () => ({
      detail: 'Este enlace no es válido: ha caducado o ya se ha utilizado.',
      remedy: 'Pida uno nuevo.',
    }),
    it: () => ({
      detail: 'Questo link non è valido: è scaduto o è già stato usato.',
      remedy: 'Richiedine uno nuovo.',
    }),
  },
});

export const sessionNotFresh = refusalKind<object>('sign_in.session_not_fresh', {
  status: 403,
  example: {},
  texts: {
    en: () => ({
      detail: 'This needs somebody who has signed in recently.',
      remedy: 'Sign in again, then repeat it.',
    }),
    es: () => ({
      detail: 'Para esto hay que haber iniciado sesión hace poco.',
      remedy: 'Inicie sesión de nuevo y repítalo.',
    }),
    it: () => ({
      detail: 'Per questo serve un accesso recente.',
      remedy: 'Accedi di nuovo e ripeti l’operazione.',
    }),
  },
});

/** Whatever else; `reason` in the words of better-auth. */
export const signInRefused = refusalKind<{ readonly reason: string }>('sign_in.refused', {
  status: 400,
  example: { reason: 'Passkey not found' },
  texts: {
    en: ({ reason }) => ({
      detail: `The sign-in does not take this: ${reason}.`,
      remedy: 'Check what was sent, or begin again.',
    }),
    es: ({ reason }) => ({
      detail: `El acceso no admite esta petición: ${reason}.`,
      remedy: 'Compruebe lo que ha enviado o empiece de nuevo.',
    }),
    it: ({ reason }) => ({
      detail: `L’accesso non accetta questa richiesta: ${reason}.`,
      remedy: 'Controlla quanto inviato, oppure ricomincia.',
    }),
  },
});

const passwordOfWrongLength = () => weakPassword({ shortest: shortestPassword, longest: longestPassword });

const byCode: Readonly<Record<string, () => Refusal>> = {
  INVALID_EMAIL_OR_PASSWORD: () => wrongPassword({}),
  INVALID_PASSWORD: () => wrongPassword({}),
  EMAIL_NOT_VERIFIED: () => emailNotVerified({}),
  INVALID_CODE: () => wrongCode({}),
  INVALID_BACKUP_CODE: () => wrongCode({}),
  INVALID_TWO_FACTOR_COOKIE: () => wrongCode({}),
  OTP_HAS_EXPIRED: () => wrongCode({}),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => lockedForNow({}),
  ACCOUNT_TEMPORARILY_LOCKED: () => lockedForNow({}),
  INVALID_TOKEN: () => linkNotValid({}),
  TOKEN_EXPIRED: () => linkNotValid({}),
  SESSION_EXPIRED: () => sessionNotFresh({}),
  SESSION_NOT_FRESH: () => sessionNotFresh({}),
  PASSWORD_TOO_SHORT: passwordOfWrongLength,
  PASSWORD_TOO_LONG: passwordOfWrongLength,
};

/** An answer of better-auth that is no success. */
export interface SignInAnswer {
  readonly status: number;
  readonly path: string;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** Seconds; only where it asks to wait. */
  readonly retryAfter: number | null;
}

/** What the sign-in refused, as a refusal of ours. */
export const signInRefusal = ({ status, path, code, message, retryAfter }: SignInAnswer): Refusal => {
  const known = code === undefined ? undefined : byCode[code];
  if (known) return known();
  if (status === 429) return rateLimited({ seconds: retryAfter ?? 60 });
  if (status === 401) return unauthenticated({});
  if (status === 404) return notFound({ what: path });
  return signInRefused({ reason: message ?? code ?? String(status) });
};
