/**
 * The words that people read: `knowledge/words/<language>/<feature>.json`, flat objects of ICU messages.
 * The English files decide which keys exist, so that a page cannot ask for a sentence that nobody has written.
 */
type En = {
  'access-log': typeof import('#knowledge/words/en/access-log.json')
  agencies: typeof import('#knowledge/words/en/agencies.json')
  'break-glass': typeof import('#knowledge/words/en/break-glass.json')
  alerts: typeof import('#knowledge/words/en/alerts.json')
  'audit-head': typeof import('#knowledge/words/en/audit-head.json')
  attachments: typeof import('#knowledge/words/en/attachments.json')
  briefs: typeof import('#knowledge/words/en/briefs.json')
  cards: typeof import('#knowledge/words/en/cards.json')
  cases: typeof import('#knowledge/words/en/cases.json')
  certificate: typeof import('#knowledge/words/en/certificate.json')
  commitments: typeof import('#knowledge/words/en/commitments.json')
  'commitments-desk': typeof import('#knowledge/words/en/commitments-desk.json')
  consent: typeof import('#knowledge/words/en/consent.json')
  devices: typeof import('#knowledge/words/en/devices.json')
  erasure: typeof import('#knowledge/words/en/erasure.json')
  'field-app': typeof import('#knowledge/words/en/field-app.json')
  fields: typeof import('#knowledge/words/en/fields.json')
  'hand-over': typeof import('#knowledge/words/en/hand-over.json')
  guides: typeof import('#knowledge/words/en/guides.json')
  help: typeof import('#knowledge/words/en/help.json')
  home: typeof import('#knowledge/words/en/home.json')
  hotline: typeof import('#knowledge/words/en/hotline.json')
  'hotline-guide': typeof import('#knowledge/words/en/hotline-guide.json')
  flow: typeof import('#knowledge/words/en/flow.json')
  'instrument-import': typeof import('#knowledge/words/en/instrument-import.json')
  instruments: typeof import('#knowledge/words/en/instruments.json')
  'law-gaps': typeof import('#knowledge/words/en/law-gaps.json')
  reports: typeof import('#knowledge/words/en/reports.json')
  mails: typeof import('#knowledge/words/en/mails.json')
  notification: typeof import('#knowledge/words/en/notification.json')
  'paper-card': typeof import('#knowledge/words/en/paper-card.json')
  queue: typeof import('#knowledge/words/en/queue.json')
  receipt: typeof import('#knowledge/words/en/receipt.json')
  referrals: typeof import('#knowledge/words/en/referrals.json')
  reflection: typeof import('#knowledge/words/en/reflection.json')
  refusals: typeof import('#knowledge/words/en/refusals.json')
  reminders: typeof import('#knowledge/words/en/reminders.json')
  retention: typeof import('#knowledge/words/en/retention.json')
  residence: typeof import('#knowledge/words/en/residence.json')
  screening: typeof import('#knowledge/words/en/screening.json')
  rights: typeof import('#knowledge/words/en/rights.json')
  'self-check': typeof import('#knowledge/words/en/self-check.json')
  services: typeof import('#knowledge/words/en/services.json')
  shell: typeof import('#knowledge/words/en/shell.json')
  shelters: typeof import('#knowledge/words/en/shelters.json')
  offers: typeof import('#knowledge/words/en/offers.json')
  standards: typeof import('#knowledge/words/en/standards.json')
  tiers: typeof import('#knowledge/words/en/tiers.json')
  tips: typeof import('#knowledge/words/en/tips.json')
  'tips-desk': typeof import('#knowledge/words/en/tips-desk.json')
  'sign-in': typeof import('#knowledge/words/en/sign-in.json')
  work: typeof import('#knowledge/words/en/work.json')
}

export type WordKey = { [F in keyof En]: `${F}.${Extract<keyof En[F], string>}` }[keyof En]

/** What a migrant may read: public pages, and what is printed and handed out. */
export const PUBLIC_LANGUAGES = ['kk', 'ru', 'uz', 'ky', 'tg', 'en'] as const
export type PublicLanguage = (typeof PUBLIC_LANGUAGES)[number]

/** What the desk is written in. */
export const STAFF_LANGUAGES = ['en', 'ru', 'kk'] as const satisfies readonly PublicLanguage[]
export type Language = (typeof STAFF_LANGUAGES)[number]

/** The public languages that the desk does not speak. */
export const FURTHER_LANGUAGES = PUBLIC_LANGUAGES.filter(
  (each): each is Exclude<PublicLanguage, Language> => !STAFF_LANGUAGES.some(own => own === each),
)

/** The files that stand in all the public languages; every other file stands in those of the desk. */
export const PUBLIC_CATALOGUES = [
  'briefs',
  'commitments',
  'fields',
  'guides',
  'hand-over',
  'help',
  'home',
  'law-gaps',
  'reports',
  'paper-card',
  'rights',
  'self-check',
  'shell',
  'tiers',
  'tips',
] as const satisfies readonly (keyof En)[]

export type WordValues = Record<string, string | number | Date>

/** One language's words, with the dates and numbers of that language. */
export type Translate<L extends PublicLanguage = Language> = {
  (key: WordKey, values?: WordValues): string
  readonly language: L
  /** The word of a coded value, such as `coded('cases.risk', 'high')` for the key `cases.risk-high`; the code itself where no word exists. */
  coded(prefix: string, value: string): string
  /** Date and time in the country's time zone. */
  instant(at: Date): string
  day(at: Date): string
  /** The name of a language or a country in this language, from CLDR. */
  languageName(code: string): string
  countryName(code: string): string
}
