import { ok } from '#domain/shared/result.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Screen } from '#server/http/page.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import type { FieldPage } from './desk.ts'

export const nothingHere = (t: Translate): Screen => ({
  title: t('shell.not-found'),
  body: <Headline title={t('shell.not-found')} lead={t('field-app.not-found-lead')} />,
})

/** Where hiding leads: locked, and nothing that says what the app is for. */
export const hiddenPage: FieldPage = {
  path: '/hidden',
  when: 'always',
  async show(hands, { t, href }) {
    hands.vault.lock()
    const body = (
      <>
        <Headline title={t('field-app.hidden-title')} lead={t('field-app.hidden-lead')} />
        <p>
          <a href={href('/unlock')}>{t('field-app.hidden-back')}</a>
        </p>
      </>
    )
    return ok({ title: t('field-app.hidden-title'), body })
  },
}
