import { COUNTED_KINDS } from '#domain/hotline/contact.ts'
import type { Visit } from '#server/http/page.ts'
import { Details } from '#web/components/details/details.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import type { ContactOut } from './answers.ts'

type MarksProps = { visit: Visit; found: ContactOut }

/** Not for a contact that led on: what it became would lose its beginning. */
export function CountedForm({ visit, found }: MarksProps) {
  const { t, href, token } = visit
  if (found.caseId || found.screeningId) return null
  return (
    <Details summary={t('hotline.mark-title')}>
      <p>{t('hotline.mark-lead')}</p>
      <Form
        action={href(`/hotline/contacts/${found.id}/count`)}
        hidden={{ _form: token, version: String(found.version) }}
        label={t('hotline.mark-title')}
      >
        <Buttons>
          {COUNTED_KINDS.map(kind => (
            <Button key={kind} kind="danger" name="kind" value={kind} label={t.coded('hotline.kind', kind)} />
          ))}
        </Buttons>
      </Form>
    </Details>
  )
}

/** Joined by mistake: taken away from the others, with nothing else changed. */
export function PartForm({ visit, found, same }: MarksProps & { same: readonly { by: 'number' | 'word' }[] }) {
  const { t, href, token } = visit
  if (!same.some(each => each.by === 'word')) return null
  return (
    <Form action={href(`/hotline/contacts/${found.id}/part`)} hidden={{ _form: token }} label={t('hotline.part')}>
      <Buttons>
        <Button kind="plain" label={t('hotline.part')} />
      </Buttons>
    </Form>
  )
}
