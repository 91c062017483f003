import type { FormView } from '#server/http/form-view.ts'
import type { Visit } from '#server/http/page.ts'
import { Checkboxes } from '#web/components/form/choices.tsx'
import type { RecommendationOut } from './record.ts'
import { wordingIn } from './wording.tsx'

type Props = { visit: Visit; form: FormView; all: readonly RecommendationOut[] }

/** Which recommendations a measure answers, the latest first. */
export function AnsweredChoice({ visit: { t }, form, all }: Props) {
  const options = all.map(each => {
    const { text, language } = wordingIn(each.words, t.language)
    return { value: each.id, label: `${each.year}: ${text}`, lang: language }
  })
  return (
    <Checkboxes
      id="recommendations"
      name="recommendations[]"
      label={t('commitments-desk.answers')}
      hint={t('commitments.not-whole')}
      options={options}
      values={form.values('recommendations')}
      error={form.error('recommendations')}
    />
  )
}
