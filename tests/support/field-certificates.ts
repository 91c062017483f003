import { tokenOf } from '#features/protection/certificates/certificate-token.ts'
import { beginReflection } from '#features/protection/reflection/begin-reflection.ts'
import { issueCertificate, withdrawCertificate } from '#features/protection/reflection/issue-certificate.ts'
import { addActor, type TestHouse } from './house.ts'
import { must, openedCase, run } from './thread.ts'

const DAY_S = 24 * 3600

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The text of a certificate for each answer that a device can give, by that answer. */
export async function certificatesFor(house: TestHouse) {
  const worker = await addActor(house, 'case-worker')
  const issued = async () => {
    const caseId = await openedCase(house, worker)
    must(await run(house, worker, beginReflection, { caseId }))
    must(await run(house, worker, issueCertificate, { caseId }))
    const { rows } = await house.owner.query(
      'select number, not_before, over_at, issued_at from aman.reflection_certificate where case_id = $1',
      [caseId],
    )
    return { caseId, token: await tokenOf(house.house, rows[0]) }
  }
  const [valid, revoked] = [await issued(), await issued()]
  must(await run(house, worker, withdrawCertificate, { caseId: revoked.caseId }))
  const [head = '', payload = '', signature = ''] = valid.token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const before = { ...claims, i: claims.i - 60 * DAY_S, x: claims.i - DAY_S }
  return {
    valid: valid.token,
    revoked: revoked.token,
    over: await house.house.signer.sign('reflection-certificate', before),
    forged: [head, part({ ...claims, x: claims.x + DAY_S }), signature].join('.'),
    'other-country': [head, part({ ...claims, c: 'UZ' }), signature].join('.'),
  }
}
