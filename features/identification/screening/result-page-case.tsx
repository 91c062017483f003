import { Button, Buttons } from '#web/components/form/form.tsx'
import type { ResultProps } from './result-page.tsx'

/** One case a screening, by the agency that asked. */
export function LeadToCase({ asking, visit, opened: { view } }: ResultProps) {
  const { t, href } = visit
  const own = view.agencyId === asking.agencyId
  return (
    <Buttons>
      {view.caseId && <Button href={href(`/cases/${view.caseId}`)} label={t('screening.see-case')} />}
      {!view.caseId && own && (
        <Button href={href(`/cases/new?screeningId=${view.id}`)} label={t('screening.open-case')} />
      )}
    </Buttons>
  )
}
