import { AbilityBuilder, type Ability as CaslAbility } from "@casl/ability";
import { createPrismaAbility, type PrismaQueryFactory } from "@casl/prisma/runtime";
import type { Prisma } from "~/platform/db/client.server";
import { type Actor, grantsOf } from "./actor.ts";
import { type Grant, isSameScope, type Role, type Scope } from "./roles.ts";
import { ROW_SCOPES, type ScopedModel, whereOf } from "./row-scopes.server.ts";

/**
 * read: see the row. readContact: see addresses, mail and telephone on it. export: take rows away in a file.
 * resendMail, decideDisplay: on a gift. create, revoke: API tokens.
 * oversee: have a fund or hub, its settings and its figures, in the console; reading its public facts is open to all staff.
 * create, change, changeTerms, close: a fund; its terms are what the institution answers for. publishGoal: on a hub.
 * refund: ask for a gift's money to go back; approve: be the second person. decide: a fraud warning or a donor's request.
 * enter: a gift that did not come online; recognise: soft credits and matches. record: a line of the passbook.
 * review, accept: an application. issue: a receipt or an annual batch; void: a receipt.
 * erase: forget a donor, as far as accounting law lets an institution.
 * changeGiving, changeReceipts, connectStripe: on an institution. explain: a difference. block: who may not give online.
 * import: rows of a file; on LedgerBalance the programme's official tables. submit: a self-sufficiency plan; approve: be its second person, or a write-off's.
 * submit: also a hub's own evaluation of itself. respond: to a finding. changeSupport: a hub's support periods and recognitions. closeYear: a fiscal year. publishCoverage: on a hub.
 * take: a snapshot. offer, adopt: a practice.
 * change, submit: a campaign, story, report or appeal; approve: be its second person, publish and withdraw it. send: a report or appeal to its audience.
 * decide: also a supporter's page. changeSender: under which name and address an institution writes. lift: the stop of a mail address.
 */
export const ACTIONS = [
	"read",
	"readContact",
	"export",
	"resendMail",
	"decideDisplay",
	"create",
	"revoke",
	"oversee",
	"change",
	"changeTerms",
	"close",
	"publishGoal",
	"refund",
	"approve",
	"decide",
	"erase",
	"enter",
	"recognise",
	"record",
	"review",
	"accept",
	"issue",
	"void",
	"changeGiving",
	"changeReceipts",
	"connectStripe",
	"explain",
	"block",
	"import",
	"submit",
	"respond",
	"changeSupport",
	"closeYear",
	"publishCoverage",
	"take",
	"offer",
	"adopt",
	"send",
	"changeSender",
	"lift",
] as const;
export type Action = (typeof ACTIONS)[number];
export type Subject = Prisma.ModelName;
export type Ability = CaslAbility<[Action | "manage", Subject | "all"], PrismaQueryFactory<Prisma.TypeMap>>;

/** Facts about hubs and official figures of the programme: nothing personal and no money of one person. */
const OPEN_TO_STAFF: Subject[] = [
	"Institution",
	"Hub",
	"HubHost",
	"HubSupportPeriod",
	"HubRecognition",
	"HubGiftGoal",
	"Fund",
	"LedgerAccount",
	"StripeAccount",
	"GivingPolicy",
	"FundShare",
	"ReceiptIssuer",
	"ReceiptCertificate",
	"ReviewSheetPayment",
	"ReviewSheetBlock",
	"ProgrammeBudget",
	"ProgrammeIndicator",
	"ClosedYear",
	"Practice",
	"PracticeAdoption",
];

const FIGURES: ScopedModel[] = [
	"LedgerEntry",
	"LedgerTransaction",
	"LedgerBalance",
	"ExternalFund",
	"ExternalFundYear",
	"ExternalFundReceipt",
	"SpendingLine",
	"SufficiencyPlan",
	"SufficiencyCost",
	"SufficiencyTarget",
	"HubOutlook",
	"Snapshot",
	"Evaluation",
	"Finding",
	"FindingResponse",
	"HubIndicator",
];
/** What is written for donors and the public, and how it fared in numbers: nothing of one donor. */
const WORKS: ScopedModel[] = [
	"Campaign",
	"CampaignFund",
	"MatchingOffer",
	"CampaignTally",
	"AppealCode",
	"CodeVisit",
	"Segment",
	"Appeal",
	"Image",
	"Story",
	"StorySource",
	"StoryRevision",
	"OutreachEvent",
	"OutreachEventStory",
	"Report",
	"ReportStep",
	"Mailing",
	"MailSender",
	"Outcome",
];
/** What an officer plans: hoped-for gifts name donors. */
const PLANS: ScopedModel[] = [
	"Opportunity",
	"OpportunityStage",
	"PledgeLetter",
	"Import",
	"ImportRow",
	"PeerPage",
	"AppealLetter",
];
const GIFTS: ScopedModel[] = [
	"Gift",
	"Donor",
	"CheckoutAttempt",
	"Allocation",
	"Payment",
	"Refund",
	"Dispute",
	"RecurringPlan",
	"RecurringInvoice",
	"RecurringChange",
	"Application",
	"ApplicationStep",
	"SoftCredit",
	"GiftMatch",
	"Pledge",
	"PledgeSchedule",
	"Instalment",
	"InstalmentGift",
	"PledgeWriteOff",
];
const CARE: ScopedModel[] = [
	"Relationship",
	"Consent",
	"PossibleDuplicate",
	"Mail",
	"DonorRequest",
	"FraudWarning",
	"Receipt",
	"ReceiptGift",
	"ReceiptReprint",
	"MailBounce",
	"MailSuppression",
	"MailPreference",
	"MailClick",
];
/** What the institution's finance office works with. */
const BOOKS: ScopedModel[] = [
	"BankLine",
	"Payout",
	"PayoutShare",
	"ReceiptBatch",
	"ReceiptRegister",
	"ReconciliationRun",
	"ReconciliationDifference",
	"BlockRule",
	"DeclineAlarm",
];

/**
 * What each role reads within its scope. The secretariat and communicators see no personal data: no row that belongs
 * to one donor. A viewer sees gifts and their donors' names, but no way to reach the donor (no `readContact`).
 */
const READS: Record<Role, ScopedModel[]> = {
	secretariat: [...FIGURES, ...WORKS],
	communicator: [...FIGURES, ...WORKS],
	viewer: [...FIGURES, ...WORKS, ...GIFTS],
	officer: [...FIGURES, ...WORKS, ...GIFTS, ...CARE, ...PLANS],
	finance: [...FIGURES, ...WORKS, ...GIFTS, ...CARE, ...PLANS, ...BOOKS],
	admin: Object.keys(ROW_SCOPES) as ScopedModel[],
};

type Doing = [Exclude<Action, "read">, ScopedModel];
/** Who looks after a hub's donors and who keeps an institution's books do much alike. */
const FINANCE_AND_OFFICERS: Doing[] = [
	["readContact", "Gift"],
	["readContact", "Donor"],
	["export", "Gift"],
	["export", "LedgerBalance"],
	["resendMail", "Gift"],
	["change", "Donor"],
	["refund", "Gift"],
	["decide", "FraudWarning"],
	["decide", "DonorRequest"],
	["enter", "Gift"],
	["recognise", "Gift"],
	["change", "RecurringPlan"],
	["review", "Application"],
	["issue", "Receipt"],
	["create", "Pledge"],
	["change", "Pledge"],
	["create", "ExternalFund"],
	["change", "ExternalFund"],
	["record", "SpendingLine"],
	["import", "Import"],
	["change", "PledgeLetter"],
];
const FINANCE: Doing[] = [
	["changeTerms", "Fund"],
	["approve", "Refund"],
	["erase", "Donor"],
	["record", "BankLine"],
	["accept", "Application"],
	["void", "Receipt"],
	["issue", "ReceiptBatch"],
	["changeGiving", "Institution"],
	["changeReceipts", "Institution"],
	["explain", "ReconciliationDifference"],
	["block", "BlockRule"],
	["approve", "PledgeWriteOff"],
	["changeSender", "Institution"],
	["lift", "MailSuppression"],
];
const WRITERS: Doing[] = [
	["change", "Story"],
	["submit", "Story"],
	["change", "OutreachEvent"],
	["change", "Image"],
	["change", "Report"],
	["submit", "Report"],
];
/** What the programme writes in its own name; of a hub's only the hub decides. */
const OF_THE_PROGRAMME: Doing[] = [
	["change", "Campaign"],
	["submit", "Campaign"],
	["approve", "Campaign"],
	["change", "Story"],
	["submit", "Story"],
	["approve", "Story"],
	["change", "Image"],
];
const OFFICERS: Doing[] = [
	["decideDisplay", "Gift"],
	["change", "Fund"],
	["close", "Fund"],
	["publishGoal", "Hub"],
	["change", "Opportunity"],
	["change", "SufficiencyPlan"],
	["submit", "SufficiencyPlan"],
	["publishCoverage", "Hub"],
	["take", "Snapshot"],
	["record", "HubIndicator"],
	["respond", "Finding"],
	["submit", "Evaluation"],
	["offer", "Hub"],
	["adopt", "Hub"],
	...WRITERS,
	["approve", "Story"],
	["approve", "Report"],
	["send", "Report"],
	["change", "Campaign"],
	["submit", "Campaign"],
	["approve", "Campaign"],
	["change", "Segment"],
	["change", "Appeal"],
	["submit", "Appeal"],
	["approve", "Appeal"],
	["send", "Appeal"],
	["decide", "PeerPage"],
];

/** What each role may do besides reading, within its scope. An administrator does what all of them do, and more. */
const DOES: Record<Role, Doing[]> = {
	secretariat: [
		["export", "LedgerBalance"],
		["approve", "SufficiencyPlan"],
		["take", "Snapshot"],
		["closeYear", "LedgerBalance"],
		["import", "LedgerBalance"],
		["changeSupport", "Hub"],
		["record", "Evaluation"],
		["record", "Finding"],
		["record", "HubIndicator"],
	],
	communicator: WRITERS,
	viewer: [["export", "LedgerBalance"]],
	finance: [...FINANCE_AND_OFFICERS, ...FINANCE],
	officer: [...FINANCE_AND_OFFICERS, ...OFFICERS],
	admin: [
		...FINANCE_AND_OFFICERS,
		...FINANCE,
		...OFFICERS,
		["create", "ApiToken"],
		["revoke", "ApiToken"],
		["create", "Fund"],
		["connectStripe", "Institution"],
		["approve", "SufficiencyPlan"],
		["closeYear", "LedgerBalance"],
		["import", "LedgerBalance"],
		["changeSupport", "Hub"],
		["record", "Evaluation"],
		["record", "Finding"],
	],
};

/** A hub is no legal person: who receives a gift and on which terms is for the institution, never for a role at one hub. */
const NOT_AT_A_HUB: readonly (readonly [Action, ScopedModel])[] = [
	["create", "Fund"],
	["changeTerms", "Fund"],
	["approve", "Refund"],
	["erase", "Donor"],
	["record", "BankLine"],
	["accept", "Application"],
	["void", "Receipt"],
	["issue", "ReceiptBatch"],
	["changeGiving", "Institution"],
	["changeReceipts", "Institution"],
	["connectStripe", "Institution"],
	["explain", "ReconciliationDifference"],
	["block", "BlockRule"],
	["approve", "PledgeWriteOff"],
	["approve", "SufficiencyPlan"],
	["changeSender", "Institution"],
	["lift", "MailSuppression"],
];
/** What the programme decides, for every hub alike. */
const PROGRAMME_ONLY: readonly (readonly [Action, ScopedModel])[] = [
	["closeYear", "LedgerBalance"],
	["import", "LedgerBalance"],
	["changeSupport", "Hub"],
	["record", "Evaluation"],
	["record", "Finding"],
];
const isForProgramme = (action: Action, model: ScopedModel) =>
	PROGRAMME_ONLY.some(([one, of]) => one === action && of === model);
const isForInstitutions = (action: Action, model: ScopedModel) =>
	NOT_AT_A_HUB.some(([one, of]) => one === action && of === model);

/** The scopes in which an actor reads a model: raw SQL is narrowed by the same list as Prisma. */
export function readScopes(actor: Actor, model: ScopedModel): Scope[] {
	if (actor.kind === "job") return [{ kind: "programme" }];
	return grantsOf(actor)
		.filter((grant) => READS[grant.role].includes(model))
		.map((grant) => grant.scope);
}

/** Where an actor may see how to reach a donor; null when that is wherever the actor sees gifts at all. */
export function contactScopes(actor: Actor): Scope[] | null {
	if (actor.kind === "job" || actor.kind === "donor") return null;
	const grants = grantsOf(actor);
	const reaching = grants.filter(({ role }) =>
		DOES[role].some(([action, model]) => action === "readContact" && model === "Gift"),
	);
	const scopes = reaching.map((grant) => grant.scope);
	const covered = (scope: Scope) => scopes.some((one) => one.kind === "programme" || isSameScope(one, scope));
	const seesOnlyThere = readScopes(actor, "Gift").every(covered);
	return seesOnlyThere && scopes.length > 0 ? null : scopes;
}

/** One ability per request: it filters rows, guards actions and hides buttons. What no rule allows is refused. */
export function abilityFor(actor: Actor): Ability {
	const { can, build } = new AbilityBuilder<Ability>(createPrismaAbility);
	// The rules of one model are data here; CASL's own types want each model's condition written out in place.
	const allow = can as (action: Action | "manage", subject: Subject | "all", where?: object) => void;
	const allowIn = (action: Action, model: ScopedModel, scope: Scope) =>
		scope.kind === "programme" ? allow(action, model) : allow(action, model, whereOf(model, scope));

	if (actor.kind === "job") allow("manage", "all");
	if (actor.kind === "public") allowPublic(allow);
	if (actor.kind === "donor") allowDonor(allow, actor.donorIds);
	for (const grant of grantsOf(actor)) {
		for (const model of OPEN_TO_STAFF) allow("read", model);
		for (const model of READS[grant.role]) allowIn("read", model, grant.scope);
		for (const model of ["Fund", "Hub"] as const) allowIn("oversee", model, grant.scope);
		for (const [action, model] of DOES[grant.role]) {
			if (grant.scope.kind === "hub" && isForInstitutions(action, model)) continue;
			if (grant.scope.kind !== "programme" && isForProgramme(action, model)) continue;
			allowIn(action, model, grant.scope);
		}
		if (grant.role === "secretariat") {
			for (const [action, model] of OF_THE_PROGRAMME) allow(action, model, { hubId: null });
		}
		if (grant.role === "admin" && grant.scope.kind === "programme") {
			allow("read", "User");
			allow("read", "AuditEvent");
			allow("read", "AuditSeal");
			allow("read", "StripeEvent");
		}
	}
	if (actor.kind === "staff") {
		allowPublished(allow);
		allow("read", "User", { id: actor.userId });
		allow("read", "SavedView", { OR: [{ userId: actor.userId }, { shared: true }] });
		allowScenarios(allow, actor.userId, actor.grants);
	}
	return build();
}

/** A what-if is its maker's until it is shared with the hub, or with the programme. */
function allowScenarios(
	allow: (action: Action, subject: Subject, where?: object) => void,
	userId: string,
	grants: readonly Grant[],
) {
	allow("read", "SufficiencyScenario", { createdBy: userId });
	for (const { scope } of grants) {
		if (scope.kind === "programme") {
			allow("read", "SufficiencyScenario", { sharedWith: "programme" });
			continue;
		}
		const ofHub = whereOf("SufficiencyPlan", scope);
		allow("read", "SufficiencyScenario", { sharedWith: { in: ["hub", "programme"] }, ...ofHub });
	}
}

/** A donor sees what is theirs at every institution, and the public facts of what they gave to, also when it has closed. */
function allowDonor(allow: (action: Action, subject: Subject, where?: object) => void, donorIds: string[]) {
	const own = { donorId: { in: donorIds } };
	for (const model of ["Institution", "Hub", "Fund", "GivingPolicy", "ReceiptIssuer"] as const) allow("read", model);
	allow("read", "Donor", { id: { in: donorIds } });
	allowPublished(allow);
	for (const model of ["MailPreference"] as const) allow("read", model, own);
	for (const model of ["Gift", "RecurringPlan", "Consent", "SoftCredit", "DonorRequest", "Mail"] as const) {
		allow("read", model, own);
	}
	// A promise that is only written down is the hub's draft.
	const ownPledge = { ...own, NOT: { status: "draft", source: { not: "online" } } };
	allow("read", "Pledge", ownPledge);
	for (const model of ["PledgeSchedule", "Instalment"] as const) allow("read", model, { pledge: ownPledge });
	allow("read", "InstalmentGift", { gift: own });
	allow("read", "Mail", { gift: own });
	// What is theirs to say: their own name and address, and a plan they pay for.
	allow("change", "Donor", { id: { in: donorIds } });
	allow("change", "RecurringPlan", own);
	// A receipt in preparation is not a receipt yet.
	allow("read", "Receipt", { ...own, NOT: { status: "prepared" } });
	allow("read", "ReceiptGift", { receipt: { ...own, NOT: { status: "prepared" } } });
	for (const model of ["RecurringInvoice", "RecurringChange"] as const) allow("read", model, { plan: own });
	for (const model of ["CheckoutAttempt", "Allocation", "Application"] as const) allow("read", model, { gift: own });
	allow("read", "Payment", { allocations: { some: { gift: own } } });
	allow("read", "Refund", { payment: { allocations: { some: { gift: own } } } });
}

function allowPublic(allow: (action: Action, subject: Subject, where?: object) => void) {
	allow("read", "Institution");
	allow("read", "Hub", { published: true });
	for (const model of ["HubHost", "HubSupportPeriod", "HubRecognition"] as const) {
		allow("read", model, { hub: { published: true } });
	}
	allow("read", "HubGiftGoal", { published: true, hub: { published: true } });
	allow("read", "Fund", { status: "open", OR: [{ hubId: null }, { hub: { published: true } }] });
	for (const model of ["GivingPolicy", "ReceiptIssuer"] as const) allow("read", model);
	allow("read", "FundShare", { fund: { status: "open" } });
	allowPublished(allow);
}

/** What is published is for everybody. */
function allowPublished(allow: (action: Action, subject: Subject, where?: object) => void) {
	const campaign = { status: "published", OR: [{ hubId: null }, { hub: { is: { published: true } } }] };
	allow("read", "Campaign", campaign);
	for (const model of ["CampaignFund", "MatchingOffer", "CampaignTally"] as const) allow("read", model, { campaign });
	const story = { status: "published", OR: [{ hubId: null }, { hub: { is: { published: true } } }] };
	allow("read", "Story", story);
	allow("read", "StorySource", { story });
	const event = { status: "published", hub: { published: true } };
	allow("read", "OutreachEvent", event);
	allow("read", "OutreachEventStory", { event, story });
	allow("read", "Image");
	allow("read", "PeerPage", { status: "published", hub: { published: true } });
}
