import { BEDS } from './beds.ts'
import { CORE } from './core.ts'
import { EMERGENCY } from './emergency.ts'
import { HOTLINE } from './hotline.ts'
import { NOTIFICATION } from './notification.ts'
import { PLAN, REVIEWS } from './plan.ts'
import { RECORDS } from './records.ts'
import { REFLECTION } from './reflection.ts'

/** Everything that is stored of a person, part by part. */
export const AREAS = [CORE, BEDS, RECORDS, REFLECTION, PLAN, REVIEWS, NOTIFICATION, EMERGENCY, HOTLINE] as const
