import type { Chance } from './chance.ts'

// Invented: no name here belongs to anybody in particular, and the phone numbers are of no country's range.
const GIVEN = [
  'Aidana',
  'Bekzod',
  'Gulnoza',
  'Ilyas',
  'Kamila',
  'Madina',
  'Nurlan',
  'Otabek',
  'Parviz',
  'Rustam',
  'Saltanat',
  'Timur',
  'Zarina',
]
const FAMILY = [
  'Altynbek',
  'Dostova',
  'Erkinov',
  'Kenesary',
  'Mirzaev',
  'Nazarli',
  'Orozbek',
  'Rahimova',
  'Suleim',
  'Toleu',
  'Yusupova',
]

export const WISHES = [
  'Wants to call her sister first, and to sleep. Does not want to speak with the police now.',
  'Asks for his passport and the wages of four months. Wants to go home after that.',
  'Wants to see a doctor for the hand. Afraid that the foreman knows where the family lives.',
  'Wants to stay together with her two children. Asks about school.',
  'Does not know yet. Asks for time and for somebody who speaks Uzbek.',
]

export type InventedPerson = {
  name: string
  birthDate: string
  phone: string
  safeHow: string
  safeWhen: string
  safeSay: string
}

export function inventPerson(chance: Chance): InventedPerson {
  const year = 1965 + chance.below(40)
  const month = String(1 + chance.below(12)).padStart(2, '0')
  const day = String(1 + chance.below(28)).padStart(2, '0')
  return {
    name: `${chance.pick(GIVEN)} ${chance.pick(FAMILY)}`,
    birthDate: `${year}-${month}-${day}`,
    phone: `+999 555 ${String(chance.below(10_000)).padStart(4, '0')}`,
    safeHow: 'Write first, do not call',
    safeWhen: 'After 20:00',
    safeSay: 'Say it is about the course',
  }
}
