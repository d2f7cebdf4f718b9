/** Kills a shop at each point of a delivery, and delivers again. */
import { expect } from 'vitest'
import { type Answer, deliverUntilAcknowledged, freshOrder, notification } from './deliveries.ts'
import { POINTS, type Point } from './points.ts'
import { type Running, untilTold } from './processes.ts'

/** What is left after the shop is dead: somebody who delivers, and somebody who counts. */
export interface Survivor {
  deliver(body: string, point: Point): Promise<Answer>
  counted(order: string): Promise<number>
}

/** Kills at a point with SIGKILL; then the notification is delivered until it is acknowledged, and once more. */
export async function killAt(
  point: Point,
  start: (body: string) => Running,
  survivor: () => Promise<Survivor>,
): Promise<void> {
  const order = freshOrder()
  const body = await notification(order)
  const victim = start(body)
  try {
    await untilTold(victim, new RegExp(`holding ${point}`))
  } finally {
    await victim.kill('SIGKILL')
  }
  const { deliver, counted } = await survivor()
  const attempts = await deliverUntilAcknowledged(() => deliver(body, point))
  const expected = POINTS[point]
  expect({ counted: await counted(order), waited: attempts > 1 }).toEqual({
    counted: expected.counted,
    waited: expected.waits,
  })
  expect(await deliver(body, point)).toEqual({ status: 200, body: 'success' })
  expect(await counted(order)).toBe(expected.counted)
}
