import { noonOf } from '#domain/shared/dates.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import { CLOSING } from '#domain/tips/tip.ts'
import { sizeIn } from '#features/protection/attachments/size-in.ts'
import { formView } from '#server/http/form-view.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea } from '#web/components/form/text-field.tsx'
import { GivenBlock } from '#web/components/given/given.tsx'
import { Columns, Headline } from '#web/components/headline/headline.tsx'
import { Notification } from '#web/components/notification/notification.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { readTip, readTipFile } from './queries.ts'
import { DESK, type MessageOut, type TipOut } from './record.ts'
import { LeadOn } from './tip-page-leading.tsx'

type Props = { visit: Visit; tip: TipOut }

function Facts({
  visit: { t },
  tip,
  regions,
}: Props & { regions: readonly { id: string; name: Record<'en' | 'ru' | 'kk', string> }[] }) {
  const region = regions.find(each => each.id === tip.region)
  const became = tip.became.map(each => t.coded('tips-desk.became', each)).join(', ')
  const rows = [
    { label: t('tips-desk.about'), value: t.coded('tips.about', tip.about) },
    { label: t('tips-desk.danger'), value: t.coded('tips.danger', tip.danger) },
    { label: t('tips-desk.happens'), value: t.coded('tips.happens', tip.happens) },
    { label: t('tips-desk.region'), value: region?.name[t.language] },
    { label: t('tips-desk.place'), value: tip.place },
    { label: t('tips-desk.language'), value: t.languageName(tip.language) },
    {
      label: t('tips-desk.came'),
      value: t(tip.spoken ? 'tips-desk.came-spoken' : 'tips-desk.came-written', { day: t.day(noonOf(tip.receivedOn)) }),
    },
    { label: t('tips-desk.became'), value: became },
    ...(tip.closedReason
      ? [{ label: t('tips-desk.closed-as'), value: t.coded('tips-desk.reason', tip.closedReason) }]
      : []),
  ]
  return <SummaryList rows={rows} />
}

function Message({ visit: { t, href }, tip, said }: Props & { said: MessageOut }) {
  return (
    <li class={said.by === 'desk' ? 'good' : 'plain'}>
      <p class="when">
        {t.coded('tips-desk.by', said.by)} · <time dateTime={said.on}>{t.day(noonOf(said.on))}</time>
      </p>
      <GivenBlock text={said.words} />
      {said.files.map(({ id, type, bytes, traces }) => (
        <p key={id}>
          <a href={href(`/tips/${tip.id}/files/${id}`)}>
            {t('tips-desk.file', { kind: type.split('/').at(-1)?.toUpperCase() ?? '', size: sizeIn(t, bytes) })}
          </a>
          {traces && <span class="caution"> {t('tips-desk.file-traces')}</span>}
        </p>
      ))}
    </li>
  )
}

function Reply({ visit, tip }: Props) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <Form action={href(`/tips/${tip.id}/reply`)} hidden={{ _form: token, version: String(tip.version) }}>
      <TextArea
        name="words"
        label={t('tips-desk.reply')}
        hint={t('tips-desk.reply-hint', { language: t.languageName(tip.language) })}
        rows={6}
        maxlength={8000}
        value={form.value('words')}
        error={form.error('words')}
      />
      <Buttons>
        <Button label={t('tips-desk.reply-send')} />
      </Buttons>
    </Form>
  )
}

function Close({ visit, tip }: Props) {
  const { t, href, token } = visit
  const form = formView(visit)
  return (
    <Form action={href(`/tips/${tip.id}/close`)} hidden={{ _form: token, version: String(tip.version) }}>
      <SelectField
        name="reason"
        label={t('tips-desk.close-reason')}
        empty={t('tips-desk.choose')}
        options={CLOSING.map(value => ({ value, label: t.coded('tips-desk.reason', value) }))}
        value={form.value('reason')}
        error={form.error('reason')}
      />
      <Buttons>
        <Button kind="plain" label={t('tips-desk.close')} />
      </Buttons>
    </Form>
  )
}

export const tipPage: Page = {
  path: '/tips/:tipId',
  access: DESK,
  async show(ctx, visit) {
    const { t, href } = visit
    const tipId = visit.params.tipId ?? ''
    const read = isId(tipId) ? await readTip(ctx, tipId) : refuse('tip.not-found')
    if (!read.ok) return read
    const tip = read.value
    const form = formView(visit)
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline
          title={t('tips-desk.one')}
          crumbs={[{ href: href('/tips'), label: t('tips-desk.title') }]}
          crumbsLabel={t('shell.you-are-here')}
          lead={t.coded('tips-desk.status', tip.status)}
        />
        {tip.danger === 'yes' && tip.status !== 'closed' && (
          <Notification kind="warn" title={t('tips-desk.danger-now')} />
        )}
        <Columns aside={<LeadOn visit={visit} tip={tip} />}>
          <Facts visit={visit} tip={tip} regions={ctx.house.country.regions} />
          <h2>{t('tips-desk.conversation')}</h2>
          <ol class="time">
            {tip.messages.map(said => (
              <Message key={said.id} visit={visit} tip={tip} said={said} />
            ))}
          </ol>
          {tip.status === 'closed' ? <p>{t('tips-desk.closed-note')}</p> : <Reply visit={visit} tip={tip} />}
          {tip.status !== 'closed' && <Close visit={visit} tip={tip} />}
        </Columns>
      </>
    )
    return ok({ title: t('tips-desk.one'), body })
  },
}

export const tipFilePage: Page = {
  path: '/tips/:tipId/files/:fileId',
  access: DESK,
  file: true,
  async show(ctx, { params: { tipId = '', fileId = '' } }) {
    return isId(tipId) && isId(fileId) ? readTipFile(ctx, { tipId, fileId }) : refuse('tip.not-found')
  },
}
