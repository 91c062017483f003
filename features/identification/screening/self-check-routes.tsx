import type { VNode } from 'preact'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { messagePage } from '#server/http/message-page.tsx'
import type { PublicAnswer, PublicRoute } from '#server/http/public-route.ts'
import { readSelfCheck, selfCheckIn } from './self-check.ts'
import { type Asked, QuestionsPage } from './self-check-questions.tsx'
import { ResultPage } from './self-check-result.tsx'

/*
 * For the person herself, signed in to nothing. Nothing is asked of the database and nothing is kept: what she answers travels in the
 * form and back in the page.
 */

const screen = ({ t }: Asked, body: VNode, status = 200): PublicAnswer => ({
  kind: 'screen',
  title: t('self-check.tab'),
  body,
  status,
})

const missing = ({ t, house }: Asked): PublicAnswer => ({
  kind: 'screen',
  ...messagePage(t, 'not-found', house.country),
  status: 404,
})

async function open(asked: Asked): Promise<PublicAnswer> {
  const instrument = selfCheckIn(asked.house.knowledge)
  return instrument ? screen(asked, <QuestionsPage asked={asked} instrument={instrument} />) : missing(asked)
}

async function answer(asked: Asked): Promise<PublicAnswer> {
  const instrument = selfCheckIn(asked.house.knowledge)
  if (!instrument) return missing(asked)
  const given = readSelfCheck(instrument, asked.typed)
  const complete = given.said && !given.bad
  if (complete && !given.again) return screen(asked, <ResultPage asked={asked} instrument={instrument} given={given} />)
  return screen(
    asked,
    <QuestionsPage asked={asked} instrument={instrument} given={given} />,
    given.bad || !given.again ? 422 : 200,
  )
}

const languages = PUBLIC_LANGUAGES

export const selfCheckRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/check', languages, run: open },
  { method: 'post', path: '/check', languages, run: answer },
]
