import { refusalKind } from '#platform';

export const unknownCustomer = refusalKind<{ readonly customerId: string }>('customers.unknown', {
  status: 404,
  field: 'customerId',
  example: { customerId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ customerId }) => ({
      detail: `There is no customer ${customerId}.`,
      remedy: 'Look the customer up by name or e-mail.',
    }),
    es: ({ customerId }) => ({
      detail: `No existe el cliente ${customerId}.`,
      remedy: 'Busque al cliente por nombre o correo electrónico.',
    }),
    it: ({ customerId }) => ({
      detail: `Non esiste il cliente ${customerId}.`,
      remedy: 'Cerca il cliente per nome o per e-mail.',
    }),
  },
});

export const emailTaken = refusalKind<{ readonly email: string }>('customers.email_taken', {
  status: 409,
  field: 'email',
  example: { email: 'ada@example.com' },
  texts: {
    en: ({ email }) => ({
      detail: `${email} is already in use here.`,
      remedy: 'Sign in with it, reset its password, or use another address.',
    }),
    es: ({ email }) => ({
      detail: `${email} ya se usa aquí.`,
      remedy: 'Inicie sesión con ella, restablezca su contraseña o use otra dirección.',
    }),
    it: ({ email }) => ({
      detail: `${email} è già in uso qui.`,
      remedy: 'Accedi con questo indirizzo, reimposta la password oppure usane un altro.',
    }),
  },
});

export const invalidEmail = refusalKind<{ readonly email: string }>('customers.invalid_email', {
  status: 422,
  field: 'email',
  example: { email: 'ada at example' },
  texts: {
    en: ({ email }) => ({
      detail: `"${email}" is not an e-mail address.`,
      remedy: 'Write it like ada@example.com.',
    }),
    es: ({ email }) => ({
      detail: `«${email}» no es una dirección de correo electrónico.`,
      remedy: 'Escríbala como ada@example.com.',
    }),
    it: ({ email }) => ({
      detail: `«${email}» non è un indirizzo e-mail.`,
      remedy: 'Scrivilo come ada@example.com.',
    }),
  },
});

export const invalidName = refusalKind<{ readonly longest: number }>('customers.invalid_name', {
  status: 422,
  field: 'name',
  example: { longest: 200 },
  texts: {
    en: ({ longest }) => ({
      detail: 'The name is empty or too long.',
      remedy: `Give a name of 1 to ${longest} characters.`,
    }),
    es: ({ longest }) => ({
      detail: 'El nombre está vacío o es demasiado largo.',
      remedy: `Indique un nombre de 1 a ${longest} caracteres.`,
    }),
    it: ({ longest }) => ({
      detail: 'Il nome è vuoto o troppo lungo.',
      remedy: `Indica un nome da 1 a ${longest} caratteri.`,
    }),
  },
});

export const weakPassword = refusalKind<{ readonly shortest: number; readonly longest: number }>(
  'customers.weak_password',
  {
    status: 422,
    field: 'password',
    example: { shortest: 10, longest: 128 },
    texts: {
      en: ({ shortest, longest }) => ({
        detail: 'The password is too short or too long.',
        remedy: `Choose one of ${shortest} to ${longest} characters; a few unrelated words are good.`,
      }),
      es: ({ shortest, longest }) => ({
        detail: 'La contraseña es demasiado corta o demasiado larga.',
        remedy: `Elija una de ${shortest} a ${longest} caracteres; unas cuantas palabras sin relación entre sí sirven bien.`,
      }),
      it: ({ shortest, longest }) => ({
        detail: 'La password è troppo corta o troppo lunga.',
        remedy: `Scegline una da ${shortest} a ${longest} caratteri; vanno bene alcune parole senza legame tra loro.`,
      }),
    },
  },
);

export const stillHolds = refusalKind<{
  readonly numbers: number;
  readonly credit: string;
  readonly underWay: number;
}>('customers.still_holds', {
  status: 409,
  example: { numbers: 2, credit: '37.95', underWay: 0 },
  texts: {
    en: ({ numbers, credit, underWay }) => ({
      detail: `The account still holds ${numbers} numbers and ${credit} of credit, and ${underWay} payments are on their way.`,
      remedy:
        'Let the numbers end, ask for the credit to be paid back, wait for what is on its way, then close the account.',
    }),
    es: ({ numbers, credit, underWay }) => ({
      detail: `La cuenta todavía tiene ${numbers} números y ${credit} de saldo, y ${underWay} pagos en curso.`,
      remedy:
        'Deje que los números terminen, pida la devolución del saldo, espere los pagos en curso y cierre después la cuenta.',
    }),
    it: ({ numbers, credit, underWay }) => ({
      detail: `L’account ha ancora ${numbers} numeri e ${credit} di credito, e ${underWay} pagamenti sono in corso.`,
      remedy:
        'Lascia terminare i numeri, chiedi il rimborso del credito, attendi i pagamenti in corso e poi chiudi l’account.',
    }),
  },
});

export const unknownUser = refusalKind<{ readonly userId: string }>('customers.unknown_user', {
  status: 404,
  field: 'userId',
  example: { userId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ userId }) => ({
      detail: `There is no user ${userId} in this account.`,
      remedy: 'List the users of the account.',
    }),
    es: ({ userId }) => ({
      detail: `No hay ningún usuario ${userId} en esta cuenta.`,
      remedy: 'Consulte la lista de usuarios de la cuenta.',
    }),
    it: ({ userId }) => ({
      detail: `In questo account non c’è l’utente ${userId}.`,
      remedy: 'Consulta l’elenco degli utenti dell’account.',
    }),
  },
});

export const lastUser = refusalKind<{ readonly userId: string }>('customers.last_user', {
  status: 409,
  example: { userId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: () => ({
      detail: 'This is the only user of the account.',
      remedy: 'Add another user first, or close the account.',
    }),
    es: () => ({
      detail: 'Es el único usuario de la cuenta.',
      remedy: 'Añada antes a otro usuario o cierre la cuenta.',
    }),
    it: () => ({
      detail: 'È l’unico utente dell’account.',
      remedy: 'Aggiungi prima un altro utente, oppure chiudi l’account.',
    }),
  },
});

export const unknownStaff = refusalKind<{ readonly staffId: string }>('customers.unknown_staff', {
  status: 404,
  field: 'staffId',
  example: { staffId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ staffId }) => ({ detail: `Nobody works here as ${staffId}.`, remedy: 'List the staff.' }),
    es: ({ staffId }) => ({
      detail: `Nadie trabaja aquí como ${staffId}.`,
      remedy: 'Consulte la lista del personal.',
    }),
    it: ({ staffId }) => ({
      detail: `Qui nessuno lavora come ${staffId}.`,
      remedy: 'Consulta l’elenco del personale.',
    }),
  },
});

export const lastAdmin = refusalKind<{ readonly staffId: string }>('customers.last_admin', {
  status: 409,
  example: { staffId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: () => ({
      detail: 'This is the only administrator left.',
      remedy: 'Make somebody else an administrator first.',
    }),
    es: () => ({
      detail: 'Es la única persona que queda con el rol de administración.',
      remedy: 'Dé antes ese rol a otra persona.',
    }),
    it: () => ({
      detail: 'È l’unica persona rimasta con il ruolo di amministratore.',
      remedy: 'Assegna prima quel ruolo a qualcun altro.',
    }),
  },
});

export const unknownKey = refusalKind<{ readonly keyId: string }>('customers.unknown_key', {
  status: 404,
  field: 'keyId',
  example: { keyId: '0190b7c6-5e2c-7a4e-9d3b-0a1b2c3d4e5f' },
  texts: {
    en: ({ keyId }) => ({ detail: `There is no API key ${keyId} here.`, remedy: 'List the API keys.' }),
    es: ({ keyId }) => ({
      detail: `Aquí no existe la clave de API ${keyId}.`,
      remedy: 'Consulte la lista de claves de API.',
    }),
    it: ({ keyId }) => ({
      detail: `Qui non esiste la chiave API ${keyId}.`,
      remedy: 'Consulta l’elenco delle chiavi API.',
    }),
  },
});

export const scopeNotGrantable = refusalKind<{ readonly scope: string }>('customers.scope_not_grantable', {
  status: 422,
  field: 'scopes',
  example: { scope: 'staff:write' },
  texts: {
    en: ({ scope }) => ({
      detail: `A key cannot be given the scope "${scope}": you do not have it yourself, or it does not exist.`,
      remedy: 'Name one or more scopes that you have.',
    }),
    es: ({ scope }) => ({
      detail: `No se puede dar a una clave el alcance «${scope}»: usted no lo tiene o no existe.`,
      remedy: 'Indique uno o varios alcances que usted tenga.',
    }),
    it: ({ scope }) => ({
      detail: `A una chiave non si può dare l’ambito «${scope}»: non ce l’hai tu stesso, oppure non esiste.`,
      remedy: 'Indica uno o più ambiti che possiedi.',
    }),
  },
});

export const expiryInThePast = refusalKind<{ readonly expiresAt: string }>('customers.expiry_in_the_past', {
  status: 422,
  field: 'expiresAt',
  example: { expiresAt: '2020-01-01T00:00:00Z' },
  texts: {
    en: ({ expiresAt }) => ({
      detail: `${expiresAt} is not in the future.`,
      remedy: 'Give a later instant, or none for a key that does not expire.',
    }),
    es: ({ expiresAt }) => ({
      detail: `${expiresAt} no está en el futuro.`,
      remedy: 'Indique un instante posterior, o ninguno para una clave que no caduque.',
    }),
    it: ({ expiresAt }) => ({
      detail: `${expiresAt} non è nel futuro.`,
      remedy: 'Indica un istante successivo, oppure nessuno per una chiave senza scadenza.',
    }),
  },
});
