import { type PublicLanguage, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { Calls } from '#server/http/calls.tsx'
import type { PublicAnswer, PublicRequest } from '#server/http/public-route.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { LinkList } from '#web/components/link-list/link-list.tsx'

type Asked = PublicRequest<PublicLanguage>

const WAYS = ['guides', 'rights', 'check', 'tip'] as const

/** The desk speaks some of the languages; elsewhere the browser's own is taken. */
const signInFrom = (language: PublicLanguage) =>
  STAFF_LANGUAGES.some(each => each === language) ? `/${language}/sign-in` : '/sign-in'

/** What somebody meets who is signed in to nothing. */
export async function showHome({ t, house }: Asked): Promise<PublicAnswer> {
  const at = (path: string) => `/${t.language}/${path}`
  const institutions = [
    { href: at('about'), label: t('home.about'), about: t('home.about-about') },
    {
      href: at('law'),
      label: t('law-gaps.title', { country: t.countryName(house.country.iso2) }),
      about: t('law-gaps.link'),
    },
    { href: at('tiers'), label: t('tiers.title'), about: t('tiers.link') },
    { href: at('region'), label: t('briefs.region'), about: t('briefs.region-link') },
    { href: signInFrom(t.language), label: t('home.sign-in'), about: t('home.sign-in-about') },
  ]
  const body = (
    <>
      <Headline title={t('home.title')} lead={t('home.lead')} />
      <h2>{t('home.help')}</h2>
      <Buttons>
        <Button href={at('help')} label={t('home.help-open')} />
      </Buttons>
      <Calls t={t} country={house.country} />
      <h2>{t('home.more')}</h2>
      <LinkList
        items={WAYS.map(each => ({ href: at(each), label: t(`home.${each}`), about: t(`home.${each}-about`) }))}
      />
      <h2>{t('home.leave-title')}</h2>
      <p>{t('home.leave-how', { leave: t('shell.leave') })}</p>
      <h2>{t('home.institutions')}</h2>
      <LinkList items={institutions} />
    </>
  )
  return { kind: 'screen', title: t('home.tab'), body }
}
