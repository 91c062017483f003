import type { RightAnswer } from '#domain/rights/rights.ts'
import type { Letter, Rights } from '#knowledge/schema/rights.ts'
import { Radios } from '#web/components/form/choices.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { type Asked, hrefOf } from './asked.ts'
import { Carried } from './carried.tsx'
import { type AskRights, OFFICE_LANGUAGES } from './record.ts'

/** The letters that serve what is hers. */
export function lettersOf({ letters }: Rights, answers: readonly RightAnswer[]): Letter[] {
  const hers = answers.filter(each => each.stands === 'applies')
  return letters.filter(({ id }) => hers.some(({ right }) => right.letter === id))
}

type LetterChoiceProps = { asked: Asked; letters: readonly Letter[]; told?: AskRights | undefined }

/** A letter stands in her language and in one of the office's, which is another one. */
export function LetterChoice({ asked, letters, told }: LetterChoiceProps) {
  const { t } = asked
  const [first] = letters
  if (!first) return null
  const offices = OFFICE_LANGUAGES.filter(each => each !== t.language)
  return (
    <>
      <h2>{t('rights.letter')}</h2>
      <p>{t('rights.letter-lead')}</p>
      <Form action={hrefOf(asked, '/rights/letter')}>
        {told && <Carried told={told} />}
        <Radios
          name="letter"
          label={t('rights.letter-which')}
          options={letters.map(({ id, subject }) => ({ value: id, label: subject[t.language] }))}
          value={first.id}
        />
        <Radios
          name="office"
          label={t('rights.letter-office')}
          options={offices.map(each => ({ value: each, label: t.languageName(each) }))}
          value={offices[0]}
        />
        <Buttons>
          <Button label={t('rights.letter-make')} />
        </Buttons>
      </Form>
    </>
  )
}
