import type { House } from '#server/house.ts'

/** The numbers that no longer count, signed as of now, for devices that check without a network. */
export async function certificateList(house: House): Promise<string> {
  const found = await house.pool.query<{ number: string }>({
    name: 'revoked_certificates',
    text: 'select number from aman.revoked_certificates($1)',
    values: [house.clock()],
  })
  const at = Math.floor(house.clock().getTime() / 1000)
  return house.signer.sign('certificate-list', { at, revoked: found.rows.map(row => row.number) })
}
