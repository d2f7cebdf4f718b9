/** What stands in the way of a payment on the payer's side. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/** The codes about payers, their agreements and pre-authorisations. Sources: as those of payments. */
export const payer = (): ErrorTable => ({
  documented: {
    // The payer's code, account and means.
    'ACQ.PAYMENT_AUTH_CODE_INVALID': [
      'The payment code is wrong, expired or used.',
      'Have the payer show a fresh one.',
    ],
    'ACQ.AUTH_TOKEN_IS_NOT_EXIST': [
      'Nothing says how to debit the payer.',
      'Send auth_code, agreement_params or auth_no.',
    ],
    'ACQ.PULL_MOBILE_CASHIER_FAIL': [
      "The payer's app could not be opened.",
      'Have the payer show a fresh code, and scan again.',
    ],
    'ACQ.NOT_SUPPORT_PAYMENT_INST': [
      "The payer's app is too old for this.",
      'Have the payer use another app or another way to pay.',
    ],
    'ACQ.MOBILE_PAYMENT_SWITCH_OFF': [
      'The payer has switched mobile payments off.',
      'Have the payer switch them on, then pay again.',
    ],
    'ACQ.USER_FACE_PAYMENT_SWITCH_OFF': [
      'The payer has switched payments in shops off.',
      'Have the payer switch them on, then pay again.',
    ],
    'ACQ.ERROR_BALANCE_PAYMENT_DISABLE': [
      'The payer has switched payments from the balance off.',
      'Have the payer switch them on, then pay again.',
    ],
    'ACQ.BUYER_BALANCE_NOT_ENOUGH': [
      "The payer's balance is too low.",
      'Have the payer top up or add a card, then pay again.',
    ],
    'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH': [
      "The balance of the payer's bank card is too low.",
      'Have the payer pay in another way.',
    ],
    'ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE': ['The payer has no means to pay.', 'Use another way to pay.'],
    'ACQ.PAYMENT_FAIL': [
      'The payment failed.',
      'Try once with a fresh code of the payer, then in another way.',
    ],
    'ACQ.PAYMENT_REQUEST_HAS_RISK': ['The payment was refused as risky.', 'Use another way to pay.'],
    'ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR': [
      'The payer has paid as much as one day allows.',
      'Use another account or another way to pay.',
    ],
    'ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR': [
      'The payer has paid as much as one month allows.',
      'Use another account or another way to pay.',
    ],
    'ACQ.BUYER_NOT_EXIST': ['There is no such payer.', "Check the payer's id, or ask whether it was closed."],
    'ACQ.BUYER_SELLER_EQUAL': ['Payer and seller are the same.', 'Let another account pay.'],
    'ACQ.BUYER_ENABLE_STATUS_FORBID': [
      "The payer's account may not do this at present.",
      'Have the payer ask Alipay.',
    ],
    'ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT': [
      'The payer has not proved enough of an identity.',
      'Have the payer ask Alipay, or pay in another way.',
    ],
    'ACQ.NOT_CERTIFIED_USER': [
      'The payer has not proved an identity.',
      'Have the payer prove it, or pay in another way.',
    ],
    'ACQ.BUYER_NOT_MAINLAND_CERT': [
      'The payer has no identity card of the mainland.',
      'Have the payer complete the identity, or pay in another way.',
    ],
    'ACQ.PAYER_UNMATCHED': [
      'Another payer is required.',
      'Have it paid with the account that the order names.',
    ],
    'ACQ.USER_LOGONID_DUP': [
      'Several users have this login.',
      'Have the user change the login, then send the new one.',
    ],
    'ACQ.CUSTOMER_VALIDATE_ERROR': [
      'The account is closed or frozen.',
      'Check the account; settle it in another way if it is closed.',
    ],
    'ACQ.CARD_USER_NOT_MATCH': [
      'The record of the trip is not of this user.',
      'Check where the user entered and left.',
    ],
    'ACQ.CARD_TYPE_ERROR': ['The type of card is wrong.', 'Check card_type.'],
    'ACQ.CERT_EXPIRED': ['The proof of payment has expired.', 'Get a fresh one.'],
    'ACQ.SMILE_PAY_MERCHANT_NOT_MATCH': [
      'The face was scanned for another merchant.',
      'Use the same PID for the scan and for the payment.',
    ],
    // Agreements and pre-authorisations.
    'ACQ.AGREEMENT_NOT_EXIST': [
      "There is no such agreement of the payer's, or it has ended.",
      'Have the payer sign again, and send the new agreement_no.',
    ],
    'ACQ.AGREEMENT_INVALID': ["The payer's agreement is no longer valid.", 'Have the payer sign again.'],
    'ACQ.AGREEMENT_STATUS_NOT_NORMAL': [
      "The payer's agreement is not in a normal state.",
      'Have the payer end it and sign again.',
    ],
    'ACQ.AGREEMENT_ERROR': ['What is said of the agreement is wrong.', 'Check agreement_params.'],
    'ACQ.CYCLE_PAY_DATE_NOT_MATCH': ['Today is outside of the agreed period.', 'Debit on an agreed day.'],
    'ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED': ['It is more than was agreed for one debit.', 'Lower the amount.'],
    'ACQ.CYCLE_PAY_TOTAL_FEE_EXCEED': [
      'It is more than was agreed for all debits.',
      'Stay within the agreed total.',
    ],
    'ACQ.CYCLE_PAY_TOTAL_TIMES_EXCEED': [
      'There were as many debits as were agreed.',
      'Stay within the agreed number.',
    ],
    'ACQ.AUTH_NO_ERROR': [
      'The pre-authorisation is wrong, or in a wrong state.',
      'Check auth_no, its parties, and that it is authorised.',
    ],
    'ACQ.AUTH_AMOUNT_NOT_ENOUGH': [
      'Less is frozen than the order asks for.',
      'Check what is left of the pre-authorisation.',
    ],
    'ACQ.REQUEST_AMOUNT_EXCEED': [
      'It is more than is frozen.',
      'Check what is left of the pre-authorisation.',
    ],
    'ACQ.AUTH_ORDER_NOT_PAID': [
      'The pre-authorisation is not confirmed yet.',
      'Let the payer confirm it first.',
    ],
    'ACQ.AUTH_ORDER_HAS_FINISHED': [
      'The pre-authorisation is used up.',
      'Nothing more can be taken from it.',
    ],
    'ACQ.AUTH_ORDER_HAS_CLOSED': ['The pre-authorisation is closed.', 'Nothing more can be taken from it.'],
    'ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT': [
      'The pre-authorisation has another product_code.',
      'Send the same product_code.',
    ],
    'ACQ.ZM_AUTH_AMOUNT_EXCEED': [
      'It is more than may be taken without the payer.',
      'Open the cashier, so that the payer confirms.',
    ],
    'ACQ.ZM_CREDIT_AUTH_FAIL': ["Zhima's assessment refused the payer.", 'Use another way to pay.'],
    'ACQ.ZM_AUTH_RULE_LIMIT': ["A rule of Zhima's scene refused it.", 'Go on with alipay.trade.app.pay.'],
    'ACQ.MERCHANT_UNSUPPORT_ADVANCE': [
      'The merchant may not use advance payments.',
      'Do not use them for this merchant.',
    ],
    'ACQ.BUYER_UNSUPPORT_ADVANCE': [
      'Nothing is advanced for this payer.',
      'Do not use advance payments for this payer.',
    ],
    'ACQ.ORDER_UNSUPPORT_ADVANCE': [
      'Nothing is advanced for this order.',
      'Do not use advance payments for this order.',
    ],
  },
})
