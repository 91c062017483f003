/** A day in figures, "24.11.2026": understood in all languages of the form, not all of which the server can spell. */
export const dayOn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('ru', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone }).format(at)
