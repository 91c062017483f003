import { CORE } from './core.ts'
import { EMERGENCY } from './emergency.ts'
import { NOTIFICATION } from './notification.ts'
import { PLAN } from './plan.ts'
import { RECORDS } from './records.ts'
import { REFLECTION } from './reflection.ts'

/** Everything that is stored of a person, part by part. */
export const AREAS = [CORE, RECORDS, REFLECTION, PLAN, NOTIFICATION, EMERGENCY] as const
