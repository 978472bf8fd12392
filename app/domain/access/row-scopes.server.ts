import { Prisma } from "~/platform/db/client.server";
import type { Scope } from "./roles.ts";

type Sql = Prisma.Sql;
const sql = Prisma.sql;

/** What an institution or a hub reaches of one table: once for Prisma, once for raw SQL. */
type RowScope<W> = {
	institution: (institutionId: string) => W;
	hub: (hubId: string) => W;
};
type SqlScope = {
	institution: (alias: Sql, institutionId: Sql) => Sql;
	hub: (alias: Sql, hubId: Sql) => Sql;
};

const byColumns = {
	institution: (institutionId: string) => ({ institutionId }),
	hub: (hubId: string) => ({ hubId }),
};
const donorOf: RowScope<Prisma.DonorWhereInput> = {
	institution: (institutionId) => ({ institutionId }),
	hub: (hubId) => ({ relationships: { some: { hubId } } }),
};
const throughDonor = {
	institution: (id: string) => ({ donor: donorOf.institution(id) }),
	hub: (id: string) => ({ donor: donorOf.hub(id) }),
};
const throughGift = {
	institution: (id: string) => ({ gift: byColumns.institution(id) }),
	hub: (id: string) => ({ gift: byColumns.hub(id) }),
};

const throughPayment = {
	institution: (id: string) => ({ payment: byColumns.institution(id) }),
	hub: (id: string) => ({ payment: byColumns.hub(id) }),
};
const throughPledge = {
	institution: (id: string) => ({ pledge: byColumns.institution(id) }),
	hub: (id: string) => ({ pledge: byColumns.hub(id) }),
};
/** Rows of a hub that name no institution: each of its hosts reaches them. A rule asked of a row at hand needs the `is`. */
const ofHub = {
	institution: (institutionId: string) => ({ hub: { is: { hosts: { some: { institutionId } } } } }),
	hub: (hubId: string) => ({ hubId }),
};
const throughCampaign = {
	institution: (id: string) => ({ campaign: ofHub.institution(id) }),
	hub: (id: string) => ({ campaign: ofHub.hub(id) }),
};
const throughStory = {
	institution: (id: string) => ({ story: ofHub.institution(id) }),
	hub: (id: string) => ({ story: ofHub.hub(id) }),
};
const throughSufficiencyPlan = {
	institution: (id: string) => ({ plan: ofHub.institution(id) }),
	hub: (id: string) => ({ plan: ofHub.hub(id) }),
};
const throughExternalFund = {
	institution: (id: string) => ({ externalFund: byColumns.institution(id) }),
	hub: (id: string) => ({ externalFund: byColumns.hub(id) }),
};
const throughPlan = {
	institution: (id: string) => ({ plan: byColumns.institution(id) }),
	hub: (id: string) => ({ plan: byColumns.hub(id) }),
};
/** The institution answers for it, and a role at one hub has no part in it. */
const ofInstitution = {
	institution: (institutionId: string) => ({ institutionId }),
	hub: () => ({ id: { in: [] } }),
};
const receiptOf = {
	institution: (issuerId: string) => ({ issuerId }),
	// Who looks after a hub's donors sees the receipts that hold that hub's gifts.
	hub: (hubId: string) => ({ gifts: { some: { gift: { hubId } } } }),
};
const throughReceipt = {
	institution: (id: string) => ({ receipt: receiptOf.institution(id) }),
	hub: (id: string) => ({ receipt: receiptOf.hub(id) }),
};

/** Prisma's side. A model that is not here is either open to all staff or seen at programme scope only. */
export const ROW_SCOPES = {
	Gift: byColumns as RowScope<Prisma.GiftWhereInput>,
	Donor: donorOf,
	Relationship: {
		institution: (institutionId) => ({ donor: { institutionId } }),
		hub: (hubId) => ({ hubId }),
	} as RowScope<Prisma.RelationshipWhereInput>,
	Consent: throughDonor as RowScope<Prisma.ConsentWhereInput>,
	PossibleDuplicate: {
		institution: (id) => ({ donor: donorOf.institution(id), otherDonor: donorOf.institution(id) }),
		hub: (id) => ({ donor: donorOf.hub(id), otherDonor: donorOf.hub(id) }),
	} as RowScope<Prisma.PossibleDuplicateWhereInput>,
	CheckoutAttempt: throughGift as RowScope<Prisma.CheckoutAttemptWhereInput>,
	Allocation: throughGift as RowScope<Prisma.AllocationWhereInput>,
	Payment: byColumns as RowScope<Prisma.PaymentWhereInput>,
	Refund: throughPayment as RowScope<Prisma.RefundWhereInput>,
	Dispute: throughPayment as RowScope<Prisma.DisputeWhereInput>,
	FraudWarning: throughPayment as RowScope<Prisma.FraudWarningWhereInput>,
	Payout: {
		// A pilot's account pays out for several: each sees the payout, and its own share of it.
		institution: (institutionId) => ({ shares: { some: { institutionId } } }),
		hub: () => ({ id: { in: [] } }),
	} as RowScope<Prisma.PayoutWhereInput>,
	PayoutShare: {
		institution: (institutionId) => ({ institutionId }),
		hub: () => ({ payoutId: { in: [] } }),
	} as RowScope<Prisma.PayoutShareWhereInput>,
	BankLine: ofInstitution as RowScope<Prisma.BankLineWhereInput>,
	RecurringPlan: byColumns as RowScope<Prisma.RecurringPlanWhereInput>,
	RecurringInvoice: throughPlan as RowScope<Prisma.RecurringInvoiceWhereInput>,
	RecurringChange: throughPlan as RowScope<Prisma.RecurringChangeWhereInput>,
	Application: byColumns as RowScope<Prisma.ApplicationWhereInput>,
	ApplicationStep: {
		institution: (id) => ({ application: byColumns.institution(id) }),
		hub: (id) => ({ application: byColumns.hub(id) }),
	} as RowScope<Prisma.ApplicationStepWhereInput>,
	SoftCredit: throughGift as RowScope<Prisma.SoftCreditWhereInput>,
	GiftMatch: {
		institution: (id) => ({ matchedGift: byColumns.institution(id) }),
		hub: (id) => ({ matchedGift: byColumns.hub(id) }),
	} as RowScope<Prisma.GiftMatchWhereInput>,
	DonorRequest: {
		institution: (institutionId) => ({ institutionId }),
		hub: (id) => ({ donor: donorOf.hub(id) }),
	} as RowScope<Prisma.DonorRequestWhereInput>,
	Receipt: receiptOf as RowScope<Prisma.ReceiptWhereInput>,
	ReceiptGift: throughReceipt as RowScope<Prisma.ReceiptGiftWhereInput>,
	ReceiptReprint: throughReceipt as RowScope<Prisma.ReceiptReprintWhereInput>,
	ReceiptBatch: {
		institution: (issuerId) => ({ issuerId }),
		hub: () => ({ id: { in: [] } }),
	} as RowScope<Prisma.ReceiptBatchWhereInput>,
	ReceiptRegister: {
		institution: (issuerId) => ({ issuerId }),
		hub: () => ({ issuerId: { in: [] } }),
	} as RowScope<Prisma.ReceiptRegisterWhereInput>,
	ReconciliationRun: {
		institution: (institutionId) => ({ stripeAccount: { institutionId } }),
		hub: () => ({ id: { in: [] } }),
	} as RowScope<Prisma.ReconciliationRunWhereInput>,
	ReconciliationDifference: ofInstitution as RowScope<Prisma.ReconciliationDifferenceWhereInput>,
	BlockRule: ofInstitution as RowScope<Prisma.BlockRuleWhereInput>,
	DeclineAlarm: ofInstitution as RowScope<Prisma.DeclineAlarmWhereInput>,
	Mail: byColumns as RowScope<Prisma.MailWhereInput>,
	LedgerEntry: {
		institution: (institutionId) => ({ institutionId }),
		// Balance accounts carry no hub: an officer sees the whole of a transaction that touched the hub.
		hub: (hubId) => ({ transaction: { entries: { some: { hubId } } } }),
	} as RowScope<Prisma.LedgerEntryWhereInput>,
	LedgerTransaction: {
		institution: (institutionId) => ({ entries: { some: { institutionId } } }),
		hub: (hubId) => ({ entries: { some: { hubId } } }),
	} as RowScope<Prisma.LedgerTransactionWhereInput>,
	LedgerBalance: byColumns as RowScope<Prisma.LedgerBalanceWhereInput>,
	ExternalFund: byColumns as RowScope<Prisma.ExternalFundWhereInput>,
	ExternalFundYear: throughExternalFund as RowScope<Prisma.ExternalFundYearWhereInput>,
	ExternalFundReceipt: throughExternalFund as RowScope<Prisma.ExternalFundReceiptWhereInput>,
	SpendingLine: byColumns as RowScope<Prisma.SpendingLineWhereInput>,
	Pledge: byColumns as RowScope<Prisma.PledgeWhereInput>,
	PledgeSchedule: throughPledge as RowScope<Prisma.PledgeScheduleWhereInput>,
	Instalment: byColumns as RowScope<Prisma.InstalmentWhereInput>,
	InstalmentGift: throughGift as RowScope<Prisma.InstalmentGiftWhereInput>,
	PledgeWriteOff: byColumns as RowScope<Prisma.PledgeWriteOffWhereInput>,
	PledgeLetter: ofHub as RowScope<Prisma.PledgeLetterWhereInput>,
	Opportunity: byColumns as RowScope<Prisma.OpportunityWhereInput>,
	OpportunityStage: {
		institution: (id) => ({ opportunity: byColumns.institution(id) }),
		hub: (id) => ({ opportunity: byColumns.hub(id) }),
	} as RowScope<Prisma.OpportunityStageWhereInput>,
	Import: byColumns as RowScope<Prisma.ImportWhereInput>,
	ImportRow: {
		institution: (id) => ({ import: byColumns.institution(id) }),
		hub: (id) => ({ import: byColumns.hub(id) }),
	} as RowScope<Prisma.ImportRowWhereInput>,
	SufficiencyPlan: ofHub as RowScope<Prisma.SufficiencyPlanWhereInput>,
	SufficiencyCost: throughSufficiencyPlan as RowScope<Prisma.SufficiencyCostWhereInput>,
	SufficiencyTarget: throughSufficiencyPlan as RowScope<Prisma.SufficiencyTargetWhereInput>,
	HubOutlook: ofHub as RowScope<Prisma.HubOutlookWhereInput>,
	Snapshot: ofHub as RowScope<Prisma.SnapshotWhereInput>,
	Evaluation: ofHub as RowScope<Prisma.EvaluationWhereInput>,
	Finding: ofHub as RowScope<Prisma.FindingWhereInput>,
	FindingResponse: {
		institution: (id) => ({ finding: ofHub.institution(id) }),
		hub: (id) => ({ finding: ofHub.hub(id) }),
	} as RowScope<Prisma.FindingResponseWhereInput>,
	HubIndicator: ofHub as RowScope<Prisma.HubIndicatorWhereInput>,
	Campaign: ofHub as RowScope<Prisma.CampaignWhereInput>,
	CampaignFund: throughCampaign as RowScope<Prisma.CampaignFundWhereInput>,
	MatchingOffer: throughCampaign as RowScope<Prisma.MatchingOfferWhereInput>,
	CampaignTally: throughCampaign as RowScope<Prisma.CampaignTallyWhereInput>,
	PeerPage: ofHub as RowScope<Prisma.PeerPageWhereInput>,
	AppealCode: ofHub as RowScope<Prisma.AppealCodeWhereInput>,
	CodeVisit: {
		institution: (id) => ({ appealCode: ofHub.institution(id) }),
		hub: (id) => ({ appealCode: ofHub.hub(id) }),
	} as RowScope<Prisma.CodeVisitWhereInput>,
	Segment: byColumns as RowScope<Prisma.SegmentWhereInput>,
	Appeal: byColumns as RowScope<Prisma.AppealWhereInput>,
	AppealLetter: {
		institution: (id) => ({ appeal: byColumns.institution(id) }),
		hub: (id) => ({ appeal: byColumns.hub(id) }),
	} as RowScope<Prisma.AppealLetterWhereInput>,
	Image: ofHub as RowScope<Prisma.ImageWhereInput>,
	Story: ofHub as RowScope<Prisma.StoryWhereInput>,
	StorySource: throughStory as RowScope<Prisma.StorySourceWhereInput>,
	StoryRevision: throughStory as RowScope<Prisma.StoryRevisionWhereInput>,
	OutreachEvent: ofHub as RowScope<Prisma.OutreachEventWhereInput>,
	OutreachEventStory: {
		institution: (id) => ({ event: ofHub.institution(id) }),
		hub: (id) => ({ event: ofHub.hub(id) }),
	} as RowScope<Prisma.OutreachEventStoryWhereInput>,
	Report: byColumns as RowScope<Prisma.ReportWhereInput>,
	ReportStep: {
		institution: (id) => ({ report: byColumns.institution(id) }),
		hub: (id) => ({ report: byColumns.hub(id) }),
	} as RowScope<Prisma.ReportStepWhereInput>,
	Mailing: byColumns as RowScope<Prisma.MailingWhereInput>,
	MailBounce: byColumns as RowScope<Prisma.MailBounceWhereInput>,
	MailSuppression: {
		institution: (institutionId) => ({ institutionId }),
		// An address is the institution's: a role at one hub asks for that of a donor it sees.
		hub: () => ({ institutionId: { in: [] } }),
	} as RowScope<Prisma.MailSuppressionWhereInput>,
	MailPreference: throughDonor as RowScope<Prisma.MailPreferenceWhereInput>,
	MailClick: {
		institution: (id) => ({ mail: byColumns.institution(id) }),
		hub: (id) => ({ mail: byColumns.hub(id) }),
	} as RowScope<Prisma.MailClickWhereInput>,
	MailSender: {
		institution: (institutionId) => ({ institutionId }),
		hub: (hubId) => ({ institution: { hosts: { some: { hubId } } } }),
	} as RowScope<Prisma.MailSenderWhereInput>,
	Outcome: ofHub as RowScope<Prisma.OutcomeWhereInput>,
	Fund: byColumns as RowScope<Prisma.FundWhereInput>,
	Institution: {
		institution: (id) => ({ id }),
		hub: (hubId) => ({ hosts: { some: { hubId } } }),
	} as RowScope<Prisma.InstitutionWhereInput>,
	Hub: {
		institution: (institutionId) => ({ hosts: { some: { institutionId } } }),
		hub: (id) => ({ id }),
	} as RowScope<Prisma.HubWhereInput>,
	RoleGrant: byColumns as RowScope<Prisma.RoleGrantWhereInput>,
	ApiToken: byColumns as RowScope<Prisma.ApiTokenWhereInput>,
};
export type ScopedModel = keyof typeof ROW_SCOPES;

const ownColumns: SqlScope = {
	institution: (a, id) => sql`${a}.institution_id = ${id}`,
	hub: (a, id) => sql`${a}.hub_id = ${id}`,
};
const sqlThroughGift: SqlScope = {
	institution: (a, id) => sql`EXISTS (SELECT 1 FROM gift sg WHERE sg.id = ${a}.gift_id AND sg.institution_id = ${id})`,
	hub: (a, id) => sql`EXISTS (SELECT 1 FROM gift sg WHERE sg.id = ${a}.gift_id AND sg.hub_id = ${id})`,
};

const sqlThroughPayment: SqlScope = {
	institution: (a, id) =>
		sql`EXISTS (SELECT 1 FROM payment sp WHERE sp.id = ${a}.payment_id AND sp.institution_id = ${id})`,
	hub: (a, id) => sql`EXISTS (SELECT 1 FROM payment sp WHERE sp.id = ${a}.payment_id AND sp.hub_id = ${id})`,
};
/** Rows of a hub that name no institution. */
const sqlOfHub: SqlScope = {
	institution: (a, id) =>
		sql`EXISTS (SELECT 1 FROM hub_host sh WHERE sh.hub_id = ${a}.hub_id AND sh.institution_id = ${id})`,
	hub: ownColumns.hub,
};
const sqlThroughSufficiencyPlan: SqlScope = {
	institution: (a, id) =>
		sql`EXISTS (SELECT 1 FROM sufficiency_plan sp JOIN hub_host sh ON sh.hub_id = sp.hub_id WHERE sp.id = ${a}.plan_id AND sh.institution_id = ${id})`,
	hub: (a, id) => sql`EXISTS (SELECT 1 FROM sufficiency_plan sp WHERE sp.id = ${a}.plan_id AND sp.hub_id = ${id})`,
};
const sqlThroughExternalFund: SqlScope = {
	institution: (a, id) =>
		sql`EXISTS (SELECT 1 FROM external_fund sf WHERE sf.id = ${a}.external_fund_id AND sf.institution_id = ${id})`,
	hub: (a, id) =>
		sql`EXISTS (SELECT 1 FROM external_fund sf WHERE sf.id = ${a}.external_fund_id AND sf.hub_id = ${id})`,
};
const sqlOfInstitution: SqlScope = { institution: ownColumns.institution, hub: () => sql`FALSE` };

/** Raw SQL's side, by table. */
export const SQL_SCOPES = {
	gift: { model: "Gift", scope: ownColumns },
	payment: { model: "Payment", scope: ownColumns },
	mail: { model: "Mail", scope: ownColumns },
	ledger_balance: { model: "LedgerBalance", scope: ownColumns },
	external_fund: { model: "ExternalFund", scope: ownColumns },
	checkout_attempt: { model: "CheckoutAttempt", scope: sqlThroughGift },
	allocation: { model: "Allocation", scope: sqlThroughGift },
	donor: {
		model: "Donor",
		scope: {
			institution: ownColumns.institution,
			hub: (a, id) => sql`EXISTS (SELECT 1 FROM relationship sr WHERE sr.donor_id = ${a}.id AND sr.hub_id = ${id})`,
		},
	},
	refund: { model: "Refund", scope: sqlThroughPayment },
	dispute: { model: "Dispute", scope: sqlThroughPayment },
	fraud_warning: { model: "FraudWarning", scope: sqlThroughPayment },
	payout: {
		model: "Payout",
		scope: {
			institution: (a, id) =>
				sql`EXISTS (SELECT 1 FROM payout_share ss WHERE ss.payout_id = ${a}.id AND ss.institution_id = ${id})`,
			hub: () => sql`FALSE`,
		},
	},
	payout_share: { model: "PayoutShare", scope: sqlOfInstitution },
	reconciliation_difference: { model: "ReconciliationDifference", scope: sqlOfInstitution },
	reconciliation_run: {
		model: "ReconciliationRun",
		scope: {
			institution: (a, id) =>
				sql`EXISTS (SELECT 1 FROM stripe_account ra WHERE ra.id = ${a}.stripe_account_id AND ra.institution_id = ${id})`,
			hub: () => sql`FALSE`,
		},
	},
	bank_line: { model: "BankLine", scope: sqlOfInstitution },
	recurring_plan: { model: "RecurringPlan", scope: ownColumns },
	application: { model: "Application", scope: ownColumns },
	receipt: {
		model: "Receipt",
		scope: {
			institution: (a, id) => sql`${a}.issuer_id = ${id}`,
			hub: (a, id) =>
				sql`EXISTS (SELECT 1 FROM receipt_gift sr JOIN gift sg ON sg.id = sr.gift_id WHERE sr.receipt_id = ${a}.id AND sg.hub_id = ${id})`,
		},
	},
	ledger_entry: {
		model: "LedgerEntry",
		scope: {
			institution: ownColumns.institution,
			hub: (a, id) =>
				sql`EXISTS (SELECT 1 FROM ledger_entry se WHERE se.transaction_id = ${a}.transaction_id AND se.hub_id = ${id})`,
		},
	},
	/** Only lines that name the hub themselves: what totals are made of, and what the index serves. */
	ledger_entry_of_hub: { model: "LedgerEntry", scope: ownColumns },
	external_fund_receipt: { model: "ExternalFundReceipt", scope: sqlThroughExternalFund },
	external_fund_year: { model: "ExternalFundYear", scope: sqlThroughExternalFund },
	spending_line: { model: "SpendingLine", scope: ownColumns },
	pledge: { model: "Pledge", scope: ownColumns },
	instalment: { model: "Instalment", scope: ownColumns },
	opportunity: { model: "Opportunity", scope: ownColumns },
	import: { model: "Import", scope: ownColumns },
	sufficiency_plan: { model: "SufficiencyPlan", scope: sqlOfHub },
	sufficiency_cost: { model: "SufficiencyCost", scope: sqlThroughSufficiencyPlan },
	sufficiency_target: { model: "SufficiencyTarget", scope: sqlThroughSufficiencyPlan },
	hub_outlook: { model: "HubOutlook", scope: sqlOfHub },
	hub_indicator: { model: "HubIndicator", scope: sqlOfHub },
	finding: { model: "Finding", scope: sqlOfHub },
	snapshot: { model: "Snapshot", scope: sqlOfHub },
	campaign: { model: "Campaign", scope: sqlOfHub },
	peer_page: { model: "PeerPage", scope: sqlOfHub },
	appeal_code: { model: "AppealCode", scope: sqlOfHub },
	appeal: { model: "Appeal", scope: ownColumns },
	appeal_letter: {
		model: "AppealLetter",
		scope: {
			institution: (a, id) =>
				sql`EXISTS (SELECT 1 FROM appeal sa WHERE sa.id = ${a}.appeal_id AND sa.institution_id = ${id})`,
			hub: (a, id) => sql`EXISTS (SELECT 1 FROM appeal sa WHERE sa.id = ${a}.appeal_id AND sa.hub_id = ${id})`,
		},
	},
	story: { model: "Story", scope: sqlOfHub },
	outreach_event: { model: "OutreachEvent", scope: sqlOfHub },
	report: { model: "Report", scope: ownColumns },
	mailing: { model: "Mailing", scope: ownColumns },
	mail_bounce: { model: "MailBounce", scope: ownColumns },
	outcome: { model: "Outcome", scope: sqlOfHub },
} satisfies Record<string, { model: ScopedModel; scope: SqlScope }>;
export type ScopedTable = keyof typeof SQL_SCOPES;

export function whereOf(model: ScopedModel, scope: Scope): object {
	if (scope.kind === "programme") return {};
	const rows: RowScope<object> = ROW_SCOPES[model];
	return scope.kind === "institution" ? rows.institution(scope.institutionId) : rows.hub(scope.hubId);
}

export function sqlOf(table: ScopedTable, scope: Scope, alias: Sql): Sql {
	if (scope.kind === "programme") return sql`TRUE`;
	const rows: SqlScope = SQL_SCOPES[table].scope;
	return scope.kind === "institution"
		? rows.institution(alias, sql`${scope.institutionId}::uuid`)
		: rows.hub(alias, sql`${scope.hubId}::uuid`);
}
