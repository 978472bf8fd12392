import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { ROLES } from "~/domain/access/roles";
import { APPEAL_CHANNELS, APPEAL_STATES } from "~/domain/appeals/appeal.status";
import { CAMPAIGN_GOAL_KINDS, CAMPAIGN_STATES } from "~/domain/campaigns/campaign.status";
import { DISPUTE_STATES } from "~/domain/disputes/dispute.status";
import { DONOR_KINDS } from "~/domain/donors/typed-donor.schema";
import { EVALUATION_KINDS, FINDING_KINDS, FINDING_STATES, HUB_INDICATORS } from "~/domain/evaluations/finding.status";
import { EVENT_KINDS, EVENT_STATES } from "~/domain/events/event-kinds";
import { DECISIONS } from "~/domain/external-funds/decision.status";
import { HOST_KINDS } from "~/domain/external-funds/fund-categories";
import { GIFT_ACCEPTANCE_STATES } from "~/domain/gifts/gift-acceptance.status";
import { GIFT_PAYMENT_STATES } from "~/domain/gifts/gift-payment.status";
import { GIFT_FREQUENCIES } from "~/domain/gifts/start-gift.schema";
import { IMPORT_KINDS, IMPORT_STATES } from "~/domain/imports/import.status";
import { LEGAL_FORMS, TAX_TREATMENTS } from "~/domain/institutions/tax-note";
import {
	CATEGORIES,
	CATEGORIES_APART,
	CHANNELS,
	EXTERNAL_CATEGORIES,
	LEDGER_ACCOUNTS,
	LEDGER_KINDS,
	USES,
} from "~/domain/ledger/kinds";
import { BOUNCE_KINDS, PREFERENCE_SOURCES, SUPPRESSION_REASONS } from "~/domain/mail-care/mail-care-kinds";
import { MAIL_PURPOSES, MAILING_STATES } from "~/domain/mailings/mailing.status";
import { MAIL_STATES } from "~/domain/mails/mail.status";
import { OPPORTUNITY_STAGES } from "~/domain/opportunities/opportunity.status";
import { CHECKOUT_ATTEMPT_STATES } from "~/domain/payments/checkout-attempt.status";
import { PEER_PAGE_STATES } from "~/domain/peer-pages/peer-page.status";
import { INSTALMENT_STATES } from "~/domain/pledges/instalment.status";
import { PLEDGE_STATES } from "~/domain/pledges/pledge.status";
import { PLEDGE_WRITE_OFF_STATES, WRITE_OFF_GROUNDS } from "~/domain/pledges/pledge-write-off.status";
import { PRACTICE_KINDS } from "~/domain/practices/practice.schema";
import { REFUND_STATES } from "~/domain/refunds/refund.status";
import { REPORT_KINDS, REPORT_STATES } from "~/domain/reports/report.status";
import { EXPENSE_ITEMS } from "~/domain/spending/expense-items";
import { STORY_LEVELS, STORY_STATES } from "~/domain/stories/story.status";
import { SUFFICIENCY_PLAN_STATES } from "~/domain/sufficiency/sufficiency-plan.status";
import { freshDatabase } from "../setup/database";

const database = freshDatabase();
let checks = new Map<string, string>();
let accounts: { code: string; class: string }[] = [];

beforeAll(async () => {
	const client = new pg.Client(database.ownerUrl);
	await client.connect();
	const { rows } = await client.query<{ name: string; definition: string }>(
		"SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'c'",
	);
	checks = new Map(rows.map(({ name, definition }) => [name, definition]));
	accounts = (await client.query<{ code: string; class: string }>("SELECT code, class FROM ledger_account")).rows;
	await client.end();
});

/** The words a CHECK lists, in any order. */
function wordsOf(constraint: string): string[] {
	const definition = checks.get(constraint);
	if (!definition) throw new Error(`no constraint ${constraint}`);
	return [...definition.matchAll(/'([^']+)'::text/g)].map(([, word]) => word ?? "").sort();
}

test.each([
	["gift_payment_status", GIFT_PAYMENT_STATES],
	["gift_acceptance_status", GIFT_ACCEPTANCE_STATES],
	["gift_frequency", GIFT_FREQUENCIES],
	["gift_channel", CHANNELS],
	["gift_donor_kind", DONOR_KINDS],
	["donor_kind", DONOR_KINDS],
	["external_fund_decision", DECISIONS],
	["external_fund_host_kind", [...HOST_KINDS, "host"]],
	["checkout_attempt_status", CHECKOUT_ATTEMPT_STATES],
	["refund_status", REFUND_STATES],
	["dispute_status", DISPUTE_STATES],
	["mail_status", MAIL_STATES],
	["fund_use", USES],
	["fund_tax_treatment", TAX_TREATMENTS],
	["institution_legal_form", LEGAL_FORMS],
	["external_fund_use", USES],
	["external_fund_category", [...EXTERNAL_CATEGORIES, ...CATEGORIES_APART]],
	["pledge_status", PLEDGE_STATES],
	["instalment_status", INSTALMENT_STATES],
	["pledge_write_off_status", PLEDGE_WRITE_OFF_STATES],
	["pledge_write_off_ground", WRITE_OFF_GROUNDS],
	["opportunity_stage", OPPORTUNITY_STAGES],
	["opportunity_use", USES],
	["spending_line_expense_item", EXPENSE_ITEMS],
	["spending_line_use", USES],
	["import_kind", IMPORT_KINDS],
	["import_status", IMPORT_STATES],
	["sufficiency_plan_status", SUFFICIENCY_PLAN_STATES],
	["sufficiency_cost_use", USES],
	["sufficiency_target_category", CATEGORIES.filter((category) => category !== "wpi_subsidy")],
	["evaluation_kind", EVALUATION_KINDS],
	["finding_kind", FINDING_KINDS],
	["finding_status", FINDING_STATES],
	["hub_indicator_indicator", HUB_INDICATORS],
	["campaign_status", CAMPAIGN_STATES],
	["campaign_goal_kind", CAMPAIGN_GOAL_KINDS],
	["peer_page_status", PEER_PAGE_STATES],
	["appeal_status", APPEAL_STATES],
	["appeal_channel", APPEAL_CHANNELS],
	["story_status", STORY_STATES],
	["story_level", STORY_LEVELS],
	["outreach_event_kind", EVENT_KINDS],
	["outreach_event_status", EVENT_STATES],
	["report_status", REPORT_STATES],
	["report_kind", REPORT_KINDS],
	["mailing_status", MAILING_STATES],
	["mailing_purpose", MAIL_PURPOSES],
	["mail_bounce_kind", BOUNCE_KINDS],
	["mail_bounce_notice_kind", BOUNCE_KINDS],
	["mail_suppression_reason", SUPPRESSION_REASONS],
	["mail_preference_purpose", MAIL_PURPOSES],
	["mail_preference_source", PREFERENCE_SOURCES],
	["practice_kind", PRACTICE_KINDS],
	["ledger_entry_category", CATEGORIES],
	["ledger_transaction_kind", Object.keys(LEDGER_KINDS)],
	["role_grant_role", ROLES],
	["api_token_role", ROLES],
])("%s in the database is the list in the code", (constraint, words) => {
	expect(wordsOf(constraint)).toEqual([...words].sort());
});

test("the accounts in the database are the accounts in the code", () => {
	expect(Object.fromEntries(accounts.map((account) => [account.code, account.class]))).toEqual(LEDGER_ACCOUNTS);
});
