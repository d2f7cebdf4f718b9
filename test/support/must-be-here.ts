import process from 'node:process'

/** Whether whatever a test needs has to be on this machine: so in CI, where nothing may be left out. */
export const mustBeHere: boolean = ![undefined, '', 'false', '0'].includes(process.env['CI'])
