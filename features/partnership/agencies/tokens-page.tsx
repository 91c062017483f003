import { ok } from '#domain/shared/result.ts'
import { SCOPES } from '#server/auth/tokens.ts'
import { type FormView, formView } from '#server/http/form-view.ts'
import type { Page, Screen, Visit } from '#server/http/page.ts'
import { Confirmation } from '#web/components/confirmation/confirmation.tsx'
import { Checkboxes } from '#web/components/form/choices.tsx'
import { ErrorSummary } from '#web/components/form/error-summary.tsx'
import { Button, Buttons, Form } from '#web/components/form/form.tsx'
import { TextField } from '#web/components/form/text-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { listTokens } from './queries.ts'
import type { TokenOut } from './record.ts'

const TONES = { valid: 'well', ended: 'soft', revoked: 'late' } as const satisfies Record<string, Tone>

function stateOf(token: TokenOut, now: Date): keyof typeof TONES {
  if (token.revokedAt) return 'revoked'
  return new Date(token.expiresAt) <= now ? 'ended' : 'valid'
}

function Revoke({ visit, row }: { visit: Visit; row: TokenOut }) {
  const { t, href, token } = visit
  return (
    <Form
      action={href(`/tokens/${row.id}/revoke`)}
      hidden={{ _form: token }}
      label={t('agencies.token-revoke-named', { label: row.label })}
    >
      <Button kind="danger" label={t('agencies.token-revoke')} />
    </Form>
  )
}

function columns(visit: Visit, now: Date): Column<TokenOut>[] {
  const { t } = visit
  const scopes = (row: TokenOut) => row.scopes.map(each => t.coded('agencies.token-scope', each)).join(', ')
  return [
    { key: 'label', label: t('agencies.token-label'), head: true, cell: row => row.label },
    { key: 'scopes', label: t('agencies.token-scopes'), cell: scopes },
    { key: 'made', label: t('agencies.token-made'), cell: row => t.day(new Date(row.createdAt)) },
    { key: 'expires', label: t('agencies.token-expires'), cell: row => t.instant(new Date(row.expiresAt)) },
    {
      key: 'state',
      label: t('agencies.token-state'),
      cell: row => {
        const state = stateOf(row, now)
        return (
          <>
            <StatusTag tone={TONES[state]} text={t(`agencies.token-${state}`)} />
            {state === 'valid' && <Revoke visit={visit} row={row} />}
          </>
        )
      },
    },
  ]
}

function MakeForm({ visit, form }: { visit: Visit; form: FormView }) {
  const { t, href, token } = visit
  const scopes = SCOPES.map(value => ({ value, label: t.coded('agencies.token-scope', value) }))
  const field = (name: string) => ({ name, value: form.value(name), error: form.error(name) })
  return (
    <Form action={href('/tokens')} hidden={{ _form: token }}>
      <h2>{t('agencies.token-new')}</h2>
      <TextField
        {...field('label')}
        label={t('agencies.token-label')}
        hint={t('agencies.token-label-hint')}
        size="medium"
        maxlength={80}
        required
      />
      <Checkboxes
        name="scopes[]"
        id="scopes"
        label={t('agencies.token-scopes')}
        options={scopes}
        values={form.values('scopes')}
        error={form.error('scopes')}
      />
      <TextField
        {...field('validDays')}
        label={t('agencies.token-days')}
        hint={t('agencies.token-days-hint')}
        inputmode="numeric"
        size="short"
        maxlength={3}
      />
      <Buttons>
        <Button label={t('agencies.token-new')} />
      </Buttons>
    </Form>
  )
}

export const tokensPage: Page = {
  path: '/tokens',
  access: 'signed-in',
  nav: { heading: 'own', word: 'agencies.tokens-nav' },
  async show(ctx, visit) {
    const { t } = visit
    const rows = await listTokens(ctx)
    const form = formView(visit, { scopes: ['read'], validDays: '90' })
    const body = (
      <>
        <ErrorSummary title={form.problemTitle} errors={form.errors} />
        <Headline title={t('agencies.tokens-title')} lead={t('agencies.tokens-lead')} />
        <Table
          caption={t('agencies.tokens-title')}
          captionUnseen
          columns={columns(visit, ctx.now)}
          rows={rows}
          rowId={row => row.id}
          empty={t('agencies.tokens-none')}
        />
        <MakeForm visit={visit} form={form} />
      </>
    )
    return ok({ title: t('agencies.tokens-title'), body })
  },
}

export function tokenScreen({ token }: { token: string }, { t, href }: Visit): Screen {
  const title = t('agencies.token-ready')
  const body = (
    <>
      <Confirmation title={title} reference={{ label: t('agencies.token-text'), value: token }}>
        <p>{t('agencies.token-ready-lead')}</p>
      </Confirmation>
      <p>
        <a href={href('/tokens')}>{t('agencies.token-back')}</a>
      </p>
    </>
  )
  return { title, body }
}
