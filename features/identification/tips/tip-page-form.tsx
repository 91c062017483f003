import { ABOUT, DANGER, HAPPENS } from '#domain/tips/tip.ts'
import type { Region } from '#knowledge/schema/country.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import type { PublicLanguage, Translate, WordKey } from '#knowledge/schema/words.ts'
import { MEDIA } from '#server/files/media.ts'
import type { House } from '#server/house.ts'
import type { Problem } from '#server/http/problems.ts'
import type { Typed } from '#server/http/read-fields.ts'
import { Checkboxes, Radios } from '#web/components/form/choices.tsx'
import type { FieldError } from '#web/components/form/error-summary.tsx'
import { FileField } from '#web/components/form/file-field.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { TextArea, TextField } from '#web/components/form/text-field.tsx'
import type { Trouble } from './tip-file.ts'

type T = Translate<PublicLanguage>

/** What was typed, and what is wrong with it, in the reader's words. */
export type Filled = { t: T; house: House; typed: Typed; errors: readonly FieldError[] }

const ABOUT_FILE: readonly Trouble[] = ['file-traces', 'file-empty', 'file-type', 'file-large', 'file-broken']

export const troubleError = (t: T, trouble: Trouble): FieldError => ({
  ...(ABOUT_FILE.includes(trouble) && { at: trouble === 'file-traces' ? 'traces' : 'file' }),
  text: t(`tips.trouble-${trouble}`),
})

export const problemErrors = (t: T, problems: readonly Problem[]): FieldError[] =>
  problems.map(({ at, why, max }) => ({
    ...(why !== 'unknown-field' && { at }),
    text: t(`fields.${why}` as WordKey, max === undefined ? {} : { max }),
  }))

const typedIn = ({ typed }: Filled, name: string): string | undefined => {
  const value = typed[name]
  return typeof value === 'string' ? value : undefined
}

export const errorAt = ({ errors }: Filled, name: string) => errors.find(each => each.at === name)?.text

/** A name that is not known in the reader's language stands as on the country's signs, in Russian, and says so. */
function RegionField({ filled }: { filled: Filled }) {
  const { t, house } = filled
  const isForeign = ({ name }: Region) => name[t.language] === undefined
  const { regions } = house.country
  return (
    <SelectField
      name="region"
      label={t('tips.region')}
      hint={regions.some(isForeign) ? t('tips.region-in-russian') : undefined}
      empty={t('tips.region-empty')}
      options={regions.map(each => ({
        value: each.id,
        label: textIn(each.name, t.language),
        lang: isForeign(each) ? 'ru' : undefined,
      }))}
      value={typedIn(filled, 'region')}
      error={errorAt(filled, 'region')}
    />
  )
}

export function Words({ filled, label, hint }: { filled: Filled; label: string; hint?: string }) {
  return (
    <TextArea
      name="words"
      label={label}
      hint={hint}
      rows={8}
      maxlength={8000}
      value={typedIn(filled, 'words')}
      error={errorAt(filled, 'words')}
      required
    />
  )
}

export function Questions({ filled }: { filled: Filled }) {
  const { t } = filled
  const options = (prefix: 'about' | 'happens' | 'danger', codes: readonly string[]) =>
    codes.map(value => ({ value, label: t.coded(`tips.${prefix}`, value) }))
  return (
    <>
      <Radios
        name="danger"
        label={t('tips.danger')}
        options={options('danger', DANGER)}
        value={typedIn(filled, 'danger')}
        error={errorAt(filled, 'danger')}
      />
      <Radios
        name="about"
        label={t('tips.about')}
        options={options('about', ABOUT)}
        value={typedIn(filled, 'about')}
        error={errorAt(filled, 'about')}
        required
      />
      <RegionField filled={filled} />
      <TextField
        name="place"
        label={t('tips.place')}
        hint={t('tips.place-hint')}
        maxlength={300}
        value={typedIn(filled, 'place')}
        error={errorAt(filled, 'place')}
      />
      <SelectField
        name="happens"
        label={t('tips.happens')}
        options={options('happens', HAPPENS)}
        value={typedIn(filled, 'happens') ?? 'not-known'}
        error={errorAt(filled, 'happens')}
      />
    </>
  )
}

/** Stands last: what comes before it is read before the file. */
export function FileQuestion({ filled }: { filled: Filled }) {
  const { t, house } = filled
  return (
    <>
      <Checkboxes
        name="traces"
        label={t('tips.traces')}
        options={[{ value: 'on', label: t('tips.traces-yes'), hint: t('tips.traces-hint') }]}
        values={typedIn(filled, 'traces') ? ['on'] : []}
        error={errorAt(filled, 'traces')}
      />
      <FileField
        name="file"
        label={t('tips.file')}
        hint={t('tips.file-hint', { megabytes: Math.max(1, Math.floor(house.vault.mostBytes / 1_000_000)) })}
        accept={Object.keys(MEDIA)}
        error={errorAt(filled, 'file')}
      />
    </>
  )
}
