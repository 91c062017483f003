import type { RightAnswer } from '#domain/rights/rights.ts'
import type { Letter, Rights } from '#knowledge/schema/rights.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { PublicAnswer, PublicRoute } from '#server/http/public-route.ts'
import { Paper } from '#web/components/paper/paper.tsx'
import { QuestionPage } from '#web/components/question-page/question-page.tsx'
import { type Asked, answersIn, dayAsked, hrefOf, rightsIn, screen, type T } from './asked.ts'
import { LetterChoice } from './letter-choice.tsx'
import { AskLetter } from './record.ts'
import { sayGrounds } from './say.ts'

const BLANK = '____________________'

/** The letters of the country that this Aman serves, for somebody who has answered nothing. */
function choose(asked: Asked, status = 200): PublicAnswer {
  const { t, house } = asked
  const rights = rightsIn(house, house.country.iso2)
  const body = (
    <QuestionPage back={{ href: hrefOf(asked, '/rights'), label: t('rights.title') }} title={t('rights.letter')}>
      <LetterChoice asked={asked} letters={rights?.letters ?? []} />
    </QuestionPage>
  )
  return screen(asked, body, status)
}

/** In one language; the acts are those that the letter's rights rest on, where she answered. */
function Sheet({
  t,
  rights,
  letter,
  grounds,
}: {
  t: T
  rights: Rights
  letter: Letter
  grounds: readonly RightAnswer[]
}) {
  const { language } = t
  const office = rights.offices.find(each => each.id === letter.to)
  const acts = sayGrounds(t, rights, grounds)
  return (
    <Paper
      lang={language}
      heading={letter.subject[language]}
      rows={[
        { label: t('rights.letter-to'), value: `${office?.name[language] ?? ''} ${BLANK}` },
        { label: t('rights.letter-from'), value: BLANK },
        { label: t('rights.letter-papers'), value: BLANK },
        { label: t('rights.letter-reach'), value: BLANK },
      ]}
      lines={[
        ...letter.body.map(each => each[language]),
        ...(acts ? [t('rights.letter-basis', { acts })] : []),
        t('rights.letter-attached'),
        t('rights.letter-sign'),
      ]}
    />
  )
}

function groundsOf(asked: Asked, rights: Rights, wanted: AskLetter): RightAnswer[] {
  const asking = dayAsked(asked.house, wanted)
  if (wanted.where === undefined || 'trouble' in asking) return []
  const answers = answersIn(asked.house, rights, wanted, asking.day)
  return answers.filter(({ right, stands }) => stands === 'applies' && right.letter === wanted.letter)
}

async function make(asked: Asked): Promise<PublicAnswer> {
  const { t, house, typed } = asked
  const parsed = AskLetter.safeParse(typed)
  const wanted = parsed.success ? parsed.data : undefined
  const rights = wanted && rightsIn(house, wanted.where ?? house.country.iso2)
  const letter = rights?.letters.find(each => each.id === wanted?.letter)
  if (!wanted || !rights || !letter) return choose(asked, 422)
  const grounds = groundsOf(asked, rights, wanted)
  const body = (
    <>
      <QuestionPage
        back={{ href: hrefOf(asked, '/rights'), label: t('rights.title') }}
        title={t('rights.letter')}
        lead={<p>{t('rights.letter-print')}</p>}
      />
      <Sheet t={t} rights={rights} letter={letter} grounds={grounds} />
      <Sheet t={house.words.in(wanted.office)} rights={rights} letter={letter} grounds={grounds} />
    </>
  )
  return screen(asked, body)
}

const languages = PUBLIC_LANGUAGES

export const rightsLetterRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/rights/letter', languages, run: async asked => choose(asked) },
  { method: 'post', path: '/rights/letter', languages, run: make },
]
