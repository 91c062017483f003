import { once } from 'node:events'
import { type FloorPlace, openSaveFloor } from './save-floor.ts'

/** Serves the floor of bench/hotline.ts over the database that it is told, in a process of its own, until it is told to stop. */
const [place] = (await once(process, 'message')) as [FloorPlace]
const floor = await openSaveFloor(place)
process.send?.(floor.port)
await once(process, 'message')
await floor.close()
process.exit(0)
