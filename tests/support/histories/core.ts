import type { Area } from './area.ts'
import { close, correct, giveBed, hold, leaveBed, rename, tell, wait } from './bed-moves.ts'
import { BEDS } from './beds.ts'
import { accept, answer, callOff, complete, decline, refer, sendOff, takeBack } from './moves.ts'
import { seenBy } from './oracle.ts'

/** Cases, what she agreed to, referrals and beds. What leads on is tried more often than what ends. */
export const CORE: Area = {
  tables: [
    'data_key',
    'screening',
    'screening_narrative',
    'case',
    'case_identity',
    'case_narrative',
    'consent',
    'consent_withdrawal',
    'referral',
    'referral_need',
    'grant_of_access',
    'audit_event',
  ],
  moves: [
    ...[answer, answer, answer, answer, refer, refer, refer, refer, accept, accept, accept, accept],
    ...[takeBack, sendOff, sendOff, decline, complete, callOff, hold],
    ...[giveBed, giveBed, giveBed, leaveBed, leaveBed, leaveBed],
    ...[close, tell, rename, correct, wait],
  ],
  sights: `
    select 'case ' || id as seen, id as owner from aman."case" where id = any($1)
    union all select 'identity ' || case_id, case_id from aman.case_identity where case_id = any($1)
    union all select 'told ' || id, case_id from aman.case_narrative where case_id = any($1)
    union all select 'key ' || depth, subject_id from aman.data_key where subject_id = any($1)
    union all select 'consent ' || id, case_id from aman.consent where case_id = any($1)
    union all select 'withdrawal ' || consent_id, case_id from aman.consent_withdrawal where case_id = any($1)
    union all select 'referral ' || id, case_id from aman.referral where case_id = any($1)
    union all select 'need ' || referral_id, case_id from aman.referral_need where case_id = any($1)
    union all select 'screening ' || id, case_id from aman.screening where case_id = any($1)
    union all select 'heard ' || screening_id, screening_id from aman.screening_narrative where screening_id = any($2)
    union all select 'key of heard ' || subject_id, subject_id from aman.data_key where subject_id = any($2) and depth = 'full'
    union all ${BEDS.sights}`,
  sees: seenBy,
}
