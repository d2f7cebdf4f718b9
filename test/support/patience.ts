/**
 * How long the tests wait, in milliseconds, before they say that something hangs. None of it measures speed: a program
 * that is started for the first time on a machine is read from a slow disk, and a browser takes half a minute then.
 */

/** For a program to start, to answer or to end. */
export const PATIENCE = 120_000

/** For a test or a hook. It outlasts the programs that they start, whose own words tell more. */
export const TEST_PATIENCE = 180_000
