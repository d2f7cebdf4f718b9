/** Kills a shop at a point of a delivery, and delivers again. */
import { expect } from 'vitest'
import { freshOrder, notification } from './deliveries.ts'
import { type Aftermath, LEASE, POINTS, type Point } from './points.ts'
import { type Running, untilTold } from './processes.ts'

/** Kills with SIGKILL at a point, and compares what follows with what that point leads to. */
export async function killAt(
  point: Point,
  start: (body: string) => Running,
  after: (order: string, body: string) => Promise<Aftermath>,
): Promise<void> {
  const order = freshOrder()
  const body = await notification(order)
  const victim = start(body)
  try {
    await untilTold(victim, new RegExp(`holding ${point}`))
  } finally {
    await victim.kill('SIGKILL')
  }
  const killed = Date.now()
  const { attempts, first, ...found } = await after(order, body)
  const { counted, waits } = POINTS[point]
  expect(found).toEqual({ counted, repeat: { status: 200, body: 'success' }, countedAfterRepeat: counted })
  // A busy machine may need longer than the lease until it delivers again; then nothing is left to wait for.
  const inTime = first - killed < LEASE - 300
  if (inTime || !waits) expect(attempts > 1).toBe(waits)
}
