import type { reader } from '#features/identification/screening/read-forms.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { FormView } from '#server/http/form-view.ts'
import { TextField } from '#web/components/form/text-field.tsx'

/** Short enough for a thumb; long enough that it may be words, which is what resists somebody who copies the telephone. */
export const PIN_LENGTH = { least: 6, most: 64 }

/** A PIN as it was typed: its spaces count, and it is never shown again. */
export function pinIn(form: ReturnType<typeof reader>, name: string): string {
  const pin = form.matching(name, /^.{1,64}$/u)
  return form.required(name, pin) ?? ''
}

/** A new PIN, typed twice. */
export function pinsIn(form: ReturnType<typeof reader>): string {
  const [pin, again] = [pinIn(form, 'pin'), pinIn(form, 'again')]
  if (pin !== '' && pin.length < PIN_LENGTH.least) form.wrong('pin', 'too-small')
  else if (pin !== again && again !== '') form.wrong('again', 'not-same')
  return pin
}

export const newPinLabels = (t: Translate) => ({ pin: t('field-app.new-pin'), again: t('field-app.pin-again') })

export function PinFields({ t, form }: { t: Translate; form: FormView }) {
  const labels = newPinLabels(t)
  const shared = { type: 'password' as const, autocomplete: 'off', size: 'medium' as const, maxlength: PIN_LENGTH.most }
  return (
    <>
      <TextField
        {...shared}
        name="pin"
        label={labels.pin}
        hint={t('field-app.new-pin-hint')}
        error={form.error('pin')}
        required
      />
      <TextField {...shared} name="again" label={labels.again} error={form.error('again')} required />
    </>
  )
}
