import type { Purpose } from '#domain/consent/consent.ts'
import { type ConsentForm, type FormLanguage, formLanguageFor } from '#knowledge/schema/consent-form.ts'
import type { Language } from '#knowledge/schema/words.ts'
import type { AloudText } from '#web/components/read-aloud/read-aloud.tsx'

/** One question as it is read: in the person's language, and where that is another one in the worker's beside it. */
export type ReadForm = {
  form: ConsentForm
  asked: ConsentForm['purposes'][number]
  /** The language that the person hears; the worker's where the form has none of hers. */
  heard: FormLanguage
  /** The worker's own. */
  own: Language
  /** False where the form has no words in the language of the conversation. */
  spoken: boolean
}

export function readForm(
  form: ConsentForm,
  { purpose, language, own }: { purpose: Purpose; language: string | undefined; own: Language },
): ReadForm {
  const asked = form.purposes.find(each => each.id === purpose)
  if (!asked) throw new Error('a form that lacks a purpose')
  const heard = formLanguageFor(language)
  return { form, asked, heard: heard ?? own, own, spoken: heard !== undefined || language === undefined }
}

/** The question, what it means, and the sentences that close it. */
export function aloudTexts({ form, asked, heard, own }: ReadForm): AloudText[] {
  return [...new Set([heard, own])].map(lang => ({
    lang,
    title: asked.question[lang],
    lines: [asked.say[lang], ...form.closing.map(each => each.say[lang])],
  }))
}

export function saidOf(list: ConsentForm['depths'], id: string, language: FormLanguage): string {
  return list.find(each => each.id === id)?.say[language] ?? ''
}
