/** What stands in the way of a payment on the seller's side. */
import type { ErrorTable } from '../../gateway/error-catalogue.ts'

/** The codes about sellers and the merchants of a platform. Sources: as those of payments. */
export const seller = (): ErrorTable => ({
  documented: {
    // The seller.
    'ACQ.SELLER_NOT_EXIST': ['There is no such seller.', 'Check the seller.'],
    'ACQ.SELLER_BEEN_BLOCKED': ["The seller's account is frozen.", 'Ask Alipay to unfreeze it.'],
    'ACQ.INVALID_RECEIVE_ACCOUNT': [
      'This account may not receive your payments.',
      'Leave seller_id out, or have the account set up with Alipay.',
    ],
    'ACQ.ERROR_SELLER_CERTIFY_LEVEL_LIMIT': [
      'The seller has not proved enough of an identity.',
      'Have the seller prove it.',
    ],
    'ACQ.MERCHANT_STATUS_NOT_NORMAL': [
      'The merchant is not active, often after three months without trade.',
      "Activate it in the merchant's centre, or ask Alipay.",
    ],
    'ACQ.MERCHANT_AGREEMENT_NOT_EXIST': ['The merchant has no contract.', 'Check the contract with Alipay.'],
    'ACQ.MERCHANT_AGREEMENT_INVALID': ["The merchant's contract has ended.", 'Sign it again.'],
    'ACQ.MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT': ['The merchant may not receive at present.', 'Ask Alipay.'],
    'ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT': [
      'It is more than the merchant may receive at once.',
      'Ask Alipay to raise the limit.',
    ],
    'ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT': [
      'It is more than the merchant may receive in a day.',
      'Ask Alipay to raise the limit.',
    ],
    'ACQ.BEYOND_PAY_RESTRICTION': [
      'It is more than the merchant may receive.',
      'Ask Alipay to raise the limit.',
    ],
    'ACQ.BEYOND_PER_RECEIPT_RESTRICTION': [
      'It is more than the merchant may receive in a month.',
      'Ask Alipay to raise the limit.',
    ],
    'ACQ.BEYOND_PER_RECEIPT_DAY_RESTRICTION': [
      'It is more than the merchant may receive in a day.',
      'Ask Alipay to raise the limit.',
    ],
    'ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION': [
      'It is more than the merchant may receive at once.',
      'Ask Alipay to raise the limit.',
    ],
    'ACQ.PRODUCT_AMOUNT_LIMIT_ERROR': [
      'It is more than the product allows.',
      'Ask Alipay to raise the limit.',
    ],
    'ACQ.RESTRICTED_MERCHANT_INDUSTRY': ["It is more than the merchant's trade allows.", 'Lower the amount.'],
    // Merchants of a platform.
    'ACQ.SUB_MERCHANT_CREATE_FAIL': [
      'The sub-merchant could not be made.',
      "Check the sub-merchant's fields.",
    ],
    'ACQ.SUB_MERCHANT_TYPE_INVALID': ['The type of the sub-merchant is not valid.', 'Check merchant_type.'],
    'ACQ.SECONDARY_MERCHANT_ID_BLANK': ["The sub-merchant's id is missing.", 'Send merchant_id.'],
    'ACQ.SECONDARY_MERCHANT_ID_INVALID': ['There is no such sub-merchant.', 'Check merchant_id.'],
    'ACQ.SECONDARY_MERCHANT_STATUS_ERROR': [
      "The sub-merchant's state does not allow this.",
      'Ask the provider who brought it in.',
    ],
    'ACQ.SECONDARY_MERCHANT_NOT_MATCH': [
      'The sub-merchant is not yours.',
      'Call with the account that made it, and check the contract.',
    ],
    'ACQ.SECONDARY_MERCHANT_ALIPAY_ACCOUNT_INVALID': [
      "The sub-merchant's account is not in order.",
      'Check that it is the one that was registered, or ask Alipay.',
    ],
    'ACQ.SECONDARY_MERCHANT_CARD_ALIAS_NO_INVALID': [
      "The id of the sub-merchant's card is wrong.",
      'Check it.',
    ],
    'ACQ.SECONDARY_MERCHANT_ISV_PUNISH_INDIRECT': [
      'The sub-merchant is restricted through its provider.',
      'Ask the provider.',
    ],
    'ACQ.PLATFORM_BUSINESS_ACQUIRE_MODE_MUST_MERCHANT_ID': [
      "The sub-merchant's id is missing.",
      'Send sub_merchant.merchant_id, or have the contract changed.',
    ],
  },
})
