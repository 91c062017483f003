import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { PublicLanguage } from '#knowledge/schema/words.ts'
import { LANGUAGES, languageOf } from './columns.ts'
import { type ReadChoices, readChoices } from './read-choices.ts'
import { readSettings } from './read-settings.ts'
import { type Asked, readSurvey } from './read-survey.ts'
import type { NotCarried, ToDecide, XlsformReport } from './report.ts'
import { tableOf } from './table.ts'
import type { Workbook } from './workbook.ts'
import type { AnswerWords } from './xlsform-of.ts'

/** A form of 300 questions that has nothing in common with an instrument leaves about a third of it. */
const MOST_NOT_CARRIED = 3_000

/** The sheets of an XLSForm that are read. */
export const XLSFORM_SHEETS = ['survey', 'choices', 'settings'] as const

/**
 * A draft in the shape of an instrument. What the form did not say is left out and stands in the report, so that nothing is
 * guessed: the draft is checked by the schema of instruments like any other.
 */
export type XlsformDraft = Record<string, unknown>

/**
 * Reads an XLSForm as a draft of an instrument: each select_one of a yes/no list becomes a sign, each group a dimension. Everything
 * else is listed as not carried, with its place and why; nothing is dropped without a line.
 * @param words those for yes, no and not known; a list that says it otherwise is carried, and its words are listed.
 * @param unnamed the language of texts that name none, where the form does not say it; they are listed where nobody says it.
 * Refuses with the codes of {@link tableOf} where the workbook is no XLSForm, and with `xlsform.too-much-left` where more of it is not
 * carried than anybody reads.
 */
export function instrumentFromXlsform(
  workbook: Workbook,
  words: AnswerWords,
  unnamed: PublicLanguage | null = null,
): Result<{ draft: XlsformDraft; report: XlsformReport }> {
  const survey = tableOf(workbook, 'survey', ['type', 'name'])
  if (!survey.ok) return survey
  const choices = optional(workbook, 'choices', ['list_name', 'name'])
  if (!choices.ok) return choices
  const lines = optional(workbook, 'settings', [])
  if (!lines.ok) return lines

  const settings = readSettings(lines.value)
  const defaultLanguage = languageOf(settings.defaultLanguage) ?? unnamed
  const lists: ReadChoices = readChoices(choices.value, defaultLanguage, words)
  const read = readSurvey(survey.value, { defaultLanguage, lists: lists.answers, formTitle: settings.title.en ?? '' })
  const notCarried = [
    ...workbook.others.map(otherSheet),
    ...read.notCarried,
    ...lists.notCarriedIn(read.usedLists),
    ...settings.notCarried,
  ]
  if (notCarried.length > MOST_NOT_CARRIED) return refuse('xlsform.too-much-left')

  const draft = { ...settings.header, ...spoken(settings.header, read.dimensions), dimensions: read.dimensions }
  const toDecide: ToDecide[] = [...settings.toDecide, ...read.toDecide]
  return ok({ draft, report: { carried: read.carried, notCarried, toDecide } })
}

/** Every instrument has these; one that is written in more of them says in which. */
const DESK: readonly PublicLanguage[] = ['en', 'ru', 'kk']

/** The languages in which the questions stand, and that nobody has read them yet: what a form says by its labels, where it says no more. */
function spoken(header: Record<string, unknown>, dimensions: readonly Asked[]): Record<string, unknown> {
  const texts = dimensions.flatMap(({ title, indicators }) => [title, ...indicators.map(each => each.question)])
  const others = LANGUAGES.filter(each => !DESK.includes(each) && texts.some(text => text[each] !== undefined))
  const languages = header.languages ?? (others.length > 0 ? [...DESK, ...others] : undefined)
  const unread = Object.fromEntries([...DESK, ...others].map(each => [each, 'unreviewed']))
  return { ...(languages !== undefined && { languages }), review: header.review ?? unread }
}

const otherSheet = (name: string): NotCarried => ({ sheet: name, row: 1, column: '', value: '', why: 'sheet' })

const optional = (workbook: Workbook, name: string, needed: readonly string[]) =>
  workbook.sheets.some(each => each.name === name) ? tableOf(workbook, name, needed) : ok([])
