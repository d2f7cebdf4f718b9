/** What must not be in a campaign's report. */
import type { Report } from './campaign.ts'
import type { Form } from './ledgers.ts'

export function faultsOf(form: Form, report: Report): string[] {
  const named = (what: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${what}: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`]
  return [
    ...named('lost', report.lost),
    ...named('given up by the gateway', report.unacknowledged),
    ...named('counted, though it never happened', report.invented),
    ...(report.forgedAccepted > 0 ? [`${report.forgedAccepted} forgeries were accepted`] : []),
    // On Redis the effect and the mark are in two places, so that the same effect may come again.
    ...(form === 'Redis' ? [] : named('paid more than once', report.paidTwice)),
    ...(form !== 'Redis' && report.countedAgain > 0 ? [`${report.countedAgain} times counted again`] : []),
  ]
}
