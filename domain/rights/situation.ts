import type { Citizenship, Fact, Happening, When } from '#knowledge/schema/rights.ts'

type Value<F extends Fact> = NonNullable<When[F]>[number]

/**
 * What a person says of herself. `null`: she does not know, or does not say. `happened`: true or false for what she told, and
 * nothing for what she is not sure of.
 */
export type Situation = {
  readonly citizenship: Citizenship | null
  readonly age: Value<'age'> | null
  readonly profession: Value<'profession'> | null
  readonly contract: Value<'contract'> | null
  readonly permit: Value<'permit'> | null
  readonly recognised: Value<'recognised'> | null
  readonly happened: { readonly [H in Happening]?: boolean | undefined }
}

/** A fact with those of its values that matter. */
export type Reason = { readonly fact: Fact; readonly values: readonly string[] }

/** `met` and `open`: what she said that meets the conditions, and what she would have to know. */
export type Finding = { readonly holds: 'yes' | 'no' | 'unknown'; readonly met: Reason[]; readonly open: Reason[] }

/** Whether a right's conditions hold for a person who works in a country. What is not known is never taken as no. */
export function findingOf(when: When, situation: Situation, workCountry: string): Finding {
  const met: Reason[] = []
  const open: Reason[] = []
  for (const [name, values] of Object.entries(when)) {
    if (values === undefined) continue
    const fact = name as Fact
    const { yes, unknown } = sorted(fact, values, situation, workCountry)
    if (yes.length > 0) met.push({ fact, values: yes })
    else if (unknown.length > 0) open.push({ fact, values: unknown })
    else return { holds: 'no', met: [], open: [] }
  }
  return { holds: open.length > 0 ? 'unknown' : 'yes', met, open }
}

/** Those of a condition's values that she said, and those that are still open. */
function sorted(fact: Fact, values: readonly string[], situation: Situation, workCountry: string) {
  if (fact === 'happened' || fact === 'alsoHappened') {
    const told: Readonly<Record<string, boolean | undefined>> = situation.happened
    return {
      yes: values.filter(each => told[each] === true),
      unknown: values.filter(each => told[each] === undefined),
    }
  }
  const said = fact === 'foreigner' ? foreigner(situation, workCountry) : situation[fact]
  if (said === null) return { yes: [], unknown: [...values] }
  return { yes: values.filter(each => each === said), unknown: [] }
}

function foreigner({ citizenship }: Situation, workCountry: string): Value<'foreigner'> | null {
  if (citizenship === null) return null
  return citizenship === workCountry ? 'no' : 'yes'
}
