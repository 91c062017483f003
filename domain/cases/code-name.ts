// Plants of the region: easy to say on a bad line, and they tell nothing about a person.
const PLANTS = [
  'Aspen', 'Barberry', 'Birch', 'Bluebell', 'Cedar', 'Clover', 'Cornel', 'Crocus', 'Currant', 'Fern', 'Flax', 'Gentian', 'Hawthorn',
  'Hazel', 'Heather', 'Iris', 'Ivy', 'Jasmine', 'Juniper', 'Larch', 'Laurel', 'Lavender', 'Lilac', 'Linden', 'Lotus', 'Mallow',
  'Maple', 'Millet', 'Mint', 'Mulberry', 'Myrtle', 'Oak', 'Oleander', 'Peony', 'Pine', 'Plane', 'Poplar', 'Poppy', 'Quince',
  'Reed', 'Rosehip', 'Rowan', 'Saffron', 'Sage', 'Saxaul', 'Sedge', 'Spruce', 'Sumac', 'Tamarisk', 'Thyme', 'Tulip', 'Verbena',
  'Violet', 'Walnut', 'Willow', 'Wormwood', 'Yarrow',
] as const

/** A name for a case that is nobody's name, such as "Tulip-204817". @param chance at least 4 random bytes. */
export function codeName(chance: Uint8Array): string {
  const plant = PLANTS[(chance[0] ?? 0) % PLANTS.length]
  const number = 100_000 + ((((chance[1] ?? 0) << 16) | ((chance[2] ?? 0) << 8) | (chance[3] ?? 0)) % 900_000)
  return `${plant}-${number}`
}
