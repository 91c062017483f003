import { ok } from '#domain/shared/result.ts'
import type { Page } from '#server/http/page.ts'
import { GivenBlock } from '#web/components/given/given.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'

/** What a demonstration would have sent. Its people are invented, so that every colleague may look. */
export const mailsPage: Page = {
  path: '/demo/mails',
  access: 'signed-in',
  demo: true,
  async show({ house }, { t }) {
    const mails = house.mailer?.kept ?? []
    const body = (
      <>
        <Headline title={t('mails.title')} lead={t('mails.lead')} />
        {mails.length === 0 && <p class="empty">{t('mails.none')}</p>}
        {mails.map(each => (
          <section key={each.id} aria-label={each.subject}>
            <h2>
              <bdi>{each.subject}</bdi>
            </h2>
            <SummaryList rows={[{ label: t('mails.to'), value: each.to }]} />
            <GivenBlock text={each.text} />
          </section>
        ))}
      </>
    )
    return ok({ title: t('mails.title'), body })
  },
}
