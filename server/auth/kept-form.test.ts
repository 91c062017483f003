import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formToken, keepForm, openFormToken, openKeptForm } from './kept-form.ts'
import { formsKey, newId } from './testing.ts'

const key = formsKey()
const at = new Date('2026-11-24T10:00:00Z')
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
const userId = newId()

describe('a kept form', () => {
  const form = {
    userId,
    path: '/en/cases/new',
    fields: { note: 'she waits at the station', languages: ['kk', 'uz'] },
    at,
  }

  test('opens for the person who typed it, for two hours', () => {
    const text = keepForm(key, form)
    expect(openKeptForm(key, text, later(119), userId)).toEqual({ path: form.path, fields: form.fields })
    expect(openKeptForm(key, text, later(120), userId)).toBeNull()
  })

  test('does not open for anybody else, with another key, or altered', () => {
    const text = keepForm(key, form)
    expect(openKeptForm(key, text, at, newId())).toBeNull()
    expect(openKeptForm(formsKey(), text, at, userId)).toBeNull()
    for (const place of [0, 1, 20, text.length - 5]) {
      const changed = text[place] === 'A' ? 'B' : 'A'
      expect(openKeptForm(key, text.slice(0, place) + changed + text.slice(place + 1), at, userId)).toBeNull()
    }
    expect(openKeptForm(key, '', at, userId)).toBeNull()
    expect(openKeptForm(key, '!!', at, userId)).toBeNull()
  })

  test('tells nothing to whoever sees the page', () => {
    expect(keepForm(key, form)).not.toContain(Buffer.from('station').toString('base64url').slice(1, 6))
  })

  test('keeps long words compressed, and nothing over a megabyte', () => {
    const long = { ...form, fields: { note: 'салем '.repeat(30_000) } }
    const text = keepForm(key, long)
    expect(text.length).toBeLessThan(20_000)
    expect(openKeptForm(key, text, at, userId)?.fields).toEqual(long.fields)
    const noise = Array.from({ length: 120_000 }, () => newId()).join('')
    expect(keepForm(key, { ...form, fields: { note: noise } })).toBe('')
  })

  test('gives back whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()))),
        fields => {
          const text = keepForm(key, { ...form, fields })
          expect(JSON.stringify(openKeptForm(key, text, at, userId)?.fields)).toBe(JSON.stringify(fields))
        },
      ),
    )
  })
})

describe('a form token', () => {
  test('says whose form it was and which submission, for twelve hours', () => {
    const id = newId()
    const text = formToken(key, { userId, id, at })
    expect(openFormToken(key, text, later(12 * 60 - 1))).toEqual({ userId, id })
    expect(openFormToken(key, text, later(12 * 60))).toBeNull()
  })

  test('altered, of another key, or of another kind it is none', () => {
    const text = formToken(key, { userId, id: newId(), at })
    for (let place = 0; place < text.length; place += 1) {
      const changed = text[place] === 'A' ? 'Z' : 'A'
      const forged = text.slice(0, place) + changed + text.slice(place + 1)
      if (!Buffer.from(forged, 'base64url').equals(Buffer.from(text, 'base64url')))
        expect(openFormToken(key, forged, at)).toBeNull()
    }
    expect(openFormToken(formsKey(), text, at)).toBeNull()
    expect(openFormToken(key, keepForm(key, { userId, path: '/', fields: {}, at }), at)).toBeNull()
    expect(openFormToken(key, '', at)).toBeNull()
  })
})
