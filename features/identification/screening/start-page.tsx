import { AGE_GROUPS } from '#domain/cases/case.ts'
import { ASKED_AT, LENGTHS } from '#domain/screening/choose.ts'
import { ok } from '#domain/shared/result.ts'
import type { BorderPost } from '#knowledge/schema/country.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Radios } from '#web/components/form/choices.tsx'
import type { Option } from '#web/components/form/field.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type AskedIn, type AskingPage, ON_A_PAGE } from './asking.ts'
import { named } from './named-errors.ts'

/** ISO 639-2 for a language that is not named: the person is screened before anybody finds the right entry. */
const ANOTHER = 'und'

export const languageName = (t: Translate, code: string): string =>
  code === ANOTHER ? t('screening.language-other') : t.languageName(code)

export function postName(t: Translate, post: BorderPost): string {
  const name = t.language === 'en' ? post.name.lat : post.name.ru
  const values = { name, country: t.countryName(post.neighbour) }
  return t(post.status === 'verified' ? 'screening.place-name' : 'screening.place-unverified', values)
}

function posts(t: Translate, country: AskedIn): Option[] {
  const order = new Intl.Collator(t.language)
  const near = (post: BorderPost) => t.countryName(post.neighbour)
  return country.borderPosts
    .toSorted((a, b) => order.compare(near(a), near(b)) || order.compare(postName(t, a), postName(t, b)))
    .map(post => ({ value: post.id, label: postName(t, post) }))
}

function ages(t: Translate): Option[] {
  return AGE_GROUPS.map(value => ({
    value,
    label: t(`screening.age-answer-${value}`),
    hint: value === 'uncertain' ? t('screening.age-uncertain-hint') : undefined,
  }))
}

const labels = (t: Translate): Record<string, string> => ({
  situation: t('screening.situation-question'),
  place: t('screening.place'),
  ageGroup: t('screening.age-question'),
  language: t('screening.language'),
  length: t('screening.length'),
  onPage: t('screening.on-page'),
})

function Fields({ t, country, form }: { t: Translate; country: AskedIn; form: FormView }) {
  const field = (name: string) => ({
    name,
    label: labels(t)[name] ?? name,
    value: form.value(name),
    error: form.error(name),
  })
  const languages = [...country.languages, ANOTHER].map(value => ({ value, label: languageName(t, value) }))
  return (
    <>
      <Radios
        {...field('situation')}
        options={ASKED_AT.map(value => ({ value, label: t(`screening.situation-${value}`) }))}
      />
      <SelectField
        {...field('place')}
        hint={t('screening.place-hint')}
        options={posts(t, country)}
        empty={t('screening.place-empty')}
      />
      <Radios {...field('ageGroup')} options={ages(t)} />
      <SelectField
        {...field('language')}
        hint={t('screening.language-hint')}
        options={languages}
        empty={t('screening.choose')}
      />
      <Radios
        {...field('length')}
        value={form.value('length') ?? LENGTHS[0]}
        options={LENGTHS.map(value => ({
          value,
          label: t(`screening.length-${value}`),
          hint: t(`screening.length-hint-${value}`),
        }))}
      />
      <Radios
        {...field('onPage')}
        value={form.value('onPage') ?? ON_A_PAGE[0]}
        options={ON_A_PAGE.map(value => ({ value, label: t(`screening.on-page-${value}`) }))}
      />
    </>
  )
}

function StartForm({ visit, country }: { visit: Visit; country: AskedIn }) {
  const { t, href } = visit
  const form = formView(visit)
  return (
    <QuestionPage
      title={t('screening.start')}
      back={{ href: href('/screenings'), label: t('screening.title') }}
      lead={<p>{t('screening.start-lead')}</p>}
      errors={{ title: form.problemTitle, errors: named(form.errors, at => labels(t)[at]) }}
    >
      <Form action={href('/screenings/new')} hidden={{ _form: visit.token }}>
        <Fields t={t} country={country} form={form} />
        <Buttons>
          <Button label={t('screening.begin')} />
        </Buttons>
      </Form>
    </QuestionPage>
  )
}

export const startPage: AskingPage = {
  path: '/screenings/new',
  async show(asking, visit) {
    return ok({ title: visit.t('screening.start'), body: <StartForm visit={visit} country={asking.country} /> })
  },
}
