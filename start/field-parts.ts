import { certificateForm, certificatePage } from '#features/identification/field/certificate-page.tsx'
import { conflictForm, conflictPage } from '#features/identification/field/conflict-page.tsx'
import { type FieldForm, type FieldPage, openForm } from '#features/identification/field/desk.ts'
import { devicePage, pinForm } from '#features/identification/field/device-page.tsx'
import { enrolForm, enrolPage } from '#features/identification/field/enrol-page.tsx'
import type { FieldParts } from '#features/identification/field/field-app.ts'
import { keptPage, sendForm } from '#features/identification/field/kept-page.tsx'
import { LeadOnDevice, stepForm } from '#features/identification/field/lead-on.tsx'
import { hiddenPage } from '#features/identification/field/plain-pages.tsx'
import { referralForm, referralPage } from '#features/identification/field/referral-page.tsx'
import { unlockForm, unlockPage } from '#features/identification/field/unlock-page.tsx'
import { BEGIN, COMPLETE, SAVE } from '#features/identification/screening/asked.ts'
import type { AskingPage } from '#features/identification/screening/asking.ts'
import { readBegin, readComplete, readDimension } from '#features/identification/screening/read-forms.ts'
import { resultPageWith } from '#features/identification/screening/result-page.tsx'

/** A page of asking as the device shows it. */
const onDevice = ({ path, show }: AskingPage): FieldPage => ({
  path,
  when: 'open',
  show: (desk, visit) => show(desk.asking, visit),
})

const start = onDevice(BEGIN.page)
const check = onDevice(COMPLETE.page)
const dimension = onDevice(SAVE.page)
const result = onDevice(resultPageWith(LeadOnDevice))

const asked: readonly FieldForm[] = [
  openForm({
    path: BEGIN.path,
    read: readBegin,
    run: (desk, input) => BEGIN.run(desk.asking, input),
    again: start,
    next: BEGIN.next,
  }),
  openForm({
    path: COMPLETE.path,
    read: readComplete,
    run: (desk, input) => COMPLETE.run(desk.asking, input),
    again: check,
    next: COMPLETE.next,
  }),
  openForm({
    path: SAVE.path,
    read: readDimension,
    run: (desk, input) => SAVE.run(desk.asking, input),
    again: dimension,
    next: SAVE.next,
  }),
]

/** Everything that a field device can do, the narrower address before the wider one. */
export const fieldParts: FieldParts = {
  pages: [
    enrolPage,
    unlockPage,
    hiddenPage,
    keptPage,
    certificatePage,
    devicePage,
    start,
    check,
    conflictPage,
    referralPage,
    result,
    dimension,
  ],
  forms: [
    enrolForm,
    unlockForm,
    sendForm,
    certificateForm,
    pinForm,
    conflictForm,
    referralForm,
    ...asked,
    stepForm(result),
  ],
}
