import { openMail, say } from './mail-kind.ts';

/** A webhook endpoint takes nothing any more and was disabled. */
export interface WebhookDisabled {
  readonly url: string;
  /** failing: every attempt failed for days. gone: it answered 410. */
  readonly because: 'failing' | 'gone';
  readonly failingSince: Temporal.PlainDate;
  /** Where it can be looked after. */
  readonly link: string;
}

export const webhookDisabled = openMail<WebhookDisabled>({
  en: ({ url, because, failingSince, link }, { date }) => ({
    subject: 'We stopped sending events to one of your webhook endpoints',
    paragraphs: [
      because === 'gone'
        ? `Your webhook endpoint ${url} answered that it is gone for good (410), so we disabled it.`
        : `Nothing that we sent to your webhook endpoint ${url} was taken since ${date(failingSince)}, so we disabled it.`,
      say(
        'No more events are sent there. When it works again, enable it here; what could not be delivered can then be sent once more.',
        'Events that happen while it is disabled are not kept for it.',
      ),
      link,
    ],
  }),
  es: ({ url, because, failingSince, link }, { date }) => ({
    subject: 'Hemos dejado de enviar eventos a uno de sus destinos de webhooks',
    paragraphs: [
      because === 'gone'
        ? `Su destino de webhooks ${url} respondió que ya no existe (410), así que lo hemos desactivado.`
        : `Su destino de webhooks ${url} no ha aceptado nada de lo que le hemos enviado desde el ${date(failingSince)}, así que lo hemos desactivado.`,
      say(
        'Ya no se envían eventos allí. Cuando vuelva a funcionar, actívelo aquí; lo que no se pudo entregar podrá enviarse de nuevo.',
        'Los eventos que ocurran mientras esté desactivado no se guardan para él.',
      ),
      link,
    ],
  }),
  it: ({ url, because, failingSince, link }, { withArticle }) => ({
    subject: 'Non inviamo più eventi a una delle tue destinazioni webhook',
    paragraphs: [
      because === 'gone'
        ? `La tua destinazione webhook ${url} ha risposto di non esistere più (410), perciò l’abbiamo disattivata.`
        : `La tua destinazione webhook ${url} non ha accettato nulla di ciò che le abbiamo inviato ${withArticle('dal', failingSince)} in poi, perciò l’abbiamo disattivata.`,
      say(
        'Non le inviamo più eventi. Quando funzionerà di nuovo, riattivala qui: ciò che non è stato consegnato si potrà inviare ancora una volta.',
        'Gli eventi che accadono mentre è disattivata non vengono conservati per lei.',
      ),
      link,
    ],
  }),
});
