import type { Prisma } from "~/platform/db/client.server";

type ModelName = Prisma.ModelName;
type Relation = { to: ModelName; arity: "many" | "maybe" | "one" };

const many = (to: ModelName): Relation => ({ to, arity: "many" });
const maybe = (to: ModelName): Relation => ({ to, arity: "maybe" });
const one = (to: ModelName): Relation => ({ to, arity: "one" });

/**
 * Every relation of the schema, so that rows reached through another row are narrowed too. Prisma's own run-time model
 * does not say which side is a list; a test compares this with prisma/schema.
 */
export const RELATIONS: { [M in ModelName]?: Record<string, Relation> } = {
	User: {
		sessions: many("Session"),
		accounts: many("Account"),
		twoFactors: many("TwoFactor"),
		grants: many("RoleGrant"),
		relationships: many("Relationship"),
	},
	Session: {
		user: one("User"),
	},
	Account: {
		user: one("User"),
	},
	TwoFactor: {
		user: one("User"),
	},
	RoleGrant: {
		user: one("User"),
		institution: maybe("Institution"),
		hub: maybe("Hub"),
	},
	ApiToken: {
		institution: maybe("Institution"),
		hub: maybe("Hub"),
	},
	AuditEvent: {
		seal: maybe("AuditSeal"),
	},
	AuditSeal: {
		events: many("AuditEvent"),
	},
	Donor: {
		institution: one("Institution"),
		relationships: many("Relationship"),
		gifts: many("Gift"),
		consents: many("Consent"),
		duplicates: many("PossibleDuplicate"),
		duplicateOf: many("PossibleDuplicate"),
	},
	Relationship: {
		donor: one("Donor"),
		hub: one("Hub"),
		officer: maybe("User"),
	},
	PossibleDuplicate: {
		donor: one("Donor"),
		otherDonor: one("Donor"),
	},
	Consent: {
		donor: one("Donor"),
	},
	ExternalFund: {
		hub: one("Hub"),
		institution: one("Institution"),
		receipts: many("ExternalFundReceipt"),
		entries: many("LedgerEntry"),
	},
	ExternalFundReceipt: {
		externalFund: one("ExternalFund"),
		reviewSheetPayment: maybe("ReviewSheetPayment"),
	},
	ReviewSheetPayment: {
		hub: maybe("Hub"),
		institution: maybe("Institution"),
		receipt: maybe("ExternalFundReceipt"),
	},
	Gift: {
		hub: maybe("Hub"),
		fund: one("Fund"),
		institution: one("Institution"),
		donor: one("Donor"),
		attempts: many("CheckoutAttempt"),
		allocations: many("Allocation"),
		mails: many("Mail"),
	},
	CheckoutAttempt: {
		gift: one("Gift"),
		stripeAccount: one("StripeAccount"),
	},
	Institution: {
		hosts: many("HubHost"),
		funds: many("Fund"),
		issuedFunds: many("Fund"),
		donors: many("Donor"),
		gifts: many("Gift"),
		payments: many("Payment"),
		stripeAccounts: many("StripeAccount"),
		externalFunds: many("ExternalFund"),
		ledgerEntries: many("LedgerEntry"),
		mails: many("Mail"),
		grants: many("RoleGrant"),
		apiTokens: many("ApiToken"),
		reviewSheetPayments: many("ReviewSheetPayment"),
	},
	Hub: {
		hosts: many("HubHost"),
		supportPeriods: many("HubSupportPeriod"),
		recognitions: many("HubRecognition"),
		giftGoals: many("HubGiftGoal"),
		funds: many("Fund"),
		gifts: many("Gift"),
		payments: many("Payment"),
		externalFunds: many("ExternalFund"),
		relationships: many("Relationship"),
		ledgerEntries: many("LedgerEntry"),
		mails: many("Mail"),
		grants: many("RoleGrant"),
		apiTokens: many("ApiToken"),
		reviewSheetPayments: many("ReviewSheetPayment"),
	},
	HubHost: {
		hub: one("Hub"),
		institution: one("Institution"),
	},
	HubSupportPeriod: {
		hub: one("Hub"),
	},
	HubRecognition: {
		hub: one("Hub"),
	},
	HubGiftGoal: {
		hub: one("Hub"),
	},
	Fund: {
		hub: maybe("Hub"),
		institution: one("Institution"),
		receiptIssuer: maybe("Institution"),
		gifts: many("Gift"),
		ledgerEntries: many("LedgerEntry"),
	},
	LedgerAccount: {
		entries: many("LedgerEntry"),
	},
	LedgerTransaction: {
		reverses: maybe("LedgerTransaction"),
		reversal: maybe("LedgerTransaction"),
		entries: many("LedgerEntry"),
	},
	LedgerEntry: {
		transaction: one("LedgerTransaction"),
		ledgerAccount: one("LedgerAccount"),
		institution: one("Institution"),
		hub: maybe("Hub"),
		fund: maybe("Fund"),
		externalFund: maybe("ExternalFund"),
	},
	Mail: {
		institution: maybe("Institution"),
		hub: maybe("Hub"),
		gift: maybe("Gift"),
		refund: maybe("Refund"),
	},
	Payment: {
		institution: one("Institution"),
		hub: maybe("Hub"),
		stripeAccount: one("StripeAccount"),
		allocations: many("Allocation"),
		refunds: many("Refund"),
	},
	Allocation: {
		payment: one("Payment"),
		gift: one("Gift"),
	},
	Refund: {
		payment: one("Payment"),
		stripeAccount: one("StripeAccount"),
		mails: many("Mail"),
	},
	StripeAccount: {
		institution: maybe("Institution"),
		attempts: many("CheckoutAttempt"),
		payments: many("Payment"),
		refunds: many("Refund"),
	},
};

/**
 * Required relations whose row may be seen by whoever may see the row that names it. Prisma cannot filter these.
 */
export const SEEN_WITH_PARENT: ReadonlySet<string> = new Set([
	"Gift.donor",
	"Gift.fund",
	"CheckoutAttempt.gift",
	"CheckoutAttempt.stripeAccount",
	"Allocation.gift",
	"Allocation.payment",
	"Refund.payment",
	"LedgerEntry.transaction",
	"LedgerEntry.ledgerAccount",
	"ExternalFundReceipt.externalFund",
	"Relationship.donor",
	"Consent.donor",
	"PossibleDuplicate.donor",
	"PossibleDuplicate.otherDonor",
	"HubHost.hub",
	"HubSupportPeriod.hub",
	"HubRecognition.hub",
	"HubGiftGoal.hub",
	"RoleGrant.user",
]);
