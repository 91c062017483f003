import PDFDocument from 'pdfkit'
import { depthReaches, permits } from '#domain/consent/consent.ts'
import { dayIn, middleOf } from '#domain/shared/dates.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { readCase } from '#features/protection/cases/read-case.ts'
import { readConsents } from '#features/protection/consent/read-consents.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { Language, Translate } from '#knowledge/schema/words.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Download, Page } from '#server/http/page.ts'
import { BOLD, REGULAR, wholeOf } from '#server/paper/paper-parts.ts'
import { monthsOf, ruleFor } from './store.ts'

/** What is written for. Work needs no petition where the law itself gives it, and an exit visa has a form of its own. */
export const LETTERS = ['residence', 'extension', 'appeal'] as const
export type Letter = (typeof LETTERS)[number]

type Asked = { caseId: string; letter: Letter; language: Language }

/** A letter as a draft: what is known is filled in, and what only a lawyer can say is left as a line to write on. */
export async function writeLetter(ctx: Ctx, { caseId, letter, language }: Asked): Promise<Result<Download>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'region', 'code_name'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  const { country, words } = ctx.house
  const today = dayIn(country.timeZone, ctx.now)
  const rule = ruleFor(ctx, letter, today)
  if (!rule) return refuse('residence.no-rule')
  const t = words.in(language)
  const agency = await ctx.tx
    .selectFrom('agency')
    .select('name')
    .where('id', '=', ctx.actor.agencyId)
    .executeTakeFirstOrThrow()
  const name = await agreedName(ctx, caseId)
  const bytes = await drawn({
    t,
    letter,
    rule,
    from: agency.name,
    to: country.regions.find(each => each.id === found.region)?.name[language] ?? found.region,
    day: t.day(middleOf(country.timeZone, today)),
    name,
    codeName: found.code_name,
  })
  ctx.audit('residence.letter-written', caseId, { letter, named: name !== undefined })
  return ok({ file: { name: `${letter}-${language}.pdf`, type: 'application/pdf', bytes } })
}

/** Her name stands in a letter only where she agreed to it: a consent to our own help that reaches as deep as who she is. */
async function agreedName(ctx: Ctx, caseId: string): Promise<string | undefined> {
  const consents = await readConsents(ctx, caseId)
  const agreed = consents.some(
    each => each.purpose === 'assistance' && permits(each, ctx.now) && depthReaches(each.depth, 'identity'),
  )
  if (!agreed) return undefined
  const whole = await readCase(ctx, caseId)
  return whole.ok ? whole.value.identity?.name : undefined
}

type Drawn = {
  t: Translate
  letter: Letter
  rule: Rule
  from: string
  to: string
  day: string
  name: string | undefined
  codeName: string
}

const LINE = '______________________________'

function drawn({ t, letter, rule, from, to, day, name, codeName }: Drawn): Promise<Buffer> {
  const title = t(`residence.letter-${letter}`)
  const pdf = new PDFDocument({ size: 'A4', margin: 64, info: { Title: title, Producer: '', Creator: '' } })
  const whole = wholeOf(pdf)
  const unverified = rule.status === 'unverified' || rule.fromStatus === 'unverified'
  pdf.font(BOLD).fontSize(11).text(t('residence.letter-draft')).moveDown(1.5)
  pdf.font(REGULAR).fontSize(11)
  pdf.text(
    letter === 'appeal' ? t('residence.letter-to-blank', { line: LINE }) : t('residence.letter-to', { region: to }),
  )
  pdf.text(t('residence.letter-from', { agency: from }))
  pdf.text(day).moveDown(2)
  pdf.font(BOLD).fontSize(14).text(title).moveDown(1)
  pdf.font(REGULAR).fontSize(11)
  pdf.text(t(`residence.letter-body-${letter}`, { months: monthsOf(rule) ?? 0, line: LINE })).moveDown(1)
  pdf.text(t('residence.letter-person', { name: name ?? LINE, number: codeName })).moveDown(1)
  pdf.text(
    t('residence.letter-basis', { title: rule.title[t.language], act: rule.cite.act, article: rule.cite.article }),
  )
  if (unverified) pdf.moveDown(0.5).fontSize(9).text(t('residence.letter-unverified'))
  pdf
    .moveDown(3)
    .fontSize(11)
    .text(t('residence.letter-sign', { line: LINE }))
  pdf.end()
  return whole
}

export const letterFile: Page = {
  path: '/cases/:caseId/residence/letter',
  file: true,
  access: ['case-worker'],
  show: async (ctx, { params: { caseId }, query, t }) => {
    if (!caseId || !isId(caseId)) return refuse('case.not-found')
    const letter = LETTERS.find(each => each === query.letter) ?? 'residence'
    const language = (['ru', 'kk'] as const).find(each => each === query.language) ?? t.language
    return writeLetter(ctx, { caseId, letter, language })
  },
}
