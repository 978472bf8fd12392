import { createHash } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notifyPublicData } from "~/platform/db/notify-public-data.server";
import { afterCommit, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { AppError } from "~/platform/errors";
import { fiscalYearOf } from "../calendar/fiscal-year";
import {
	type Category,
	type Channel,
	LEDGER_ACCOUNTS,
	LEDGER_KINDS,
	type LedgerAccountCode,
	type LedgerKind,
	type Precision,
	TOLD_KINDS,
	TOLD_LATE,
	type Use,
} from "./kinds";

/** One line of a posting. Debits are positive, credits negative, in integer yen. */
export type LedgerLine = {
	account: LedgerAccountCode;
	amountYen: bigint;
	institutionId: string;
	/** income and expense lines only */
	purpose?: {
		/** null only for a programme fund */
		hubId: string | null;
		fundId?: string;
		externalFundId?: string;
		category: Category;
		/** null only for spending */
		channel: Channel | null;
		use: Use;
	};
	/** lines of an account at Stripe only: `stripe_balance`, `stripe_disputed`, `payout_in_transit` */
	stripeAccountId?: string;
};

/** One ledger transaction to be. */
export type LedgerPosting = {
	kind: LedgerKind;
	/** the same key with the same content is written once; with other content it is refused */
	idempotencyKey: string;
	/** table and row id of what caused it */
	cause: { type: string; id: string };
	/** the JST day it counts on, YYYY-MM-DD */
	occurredOn: string;
	precision?: Precision;
	/** id of the ledger transaction this one reverses */
	reversesId?: bigint;
	/** why it is still booked into a closed fiscal year (adjustmentFor); kept only there */
	adjustmentReason?: string | null;
	lines: LedgerLine[];
};

const TOLD: string[] = [...TOLD_KINDS];

const insertedSchema = z.object({ idempotency_key: z.string() });
const knownSchema = z.object({ idempotency_key: z.string(), input_hash: z.string() });

/**
 * The only writer of ledger entries: all postings in one statement, each once per idempotency key.
 * The rollups follow by trigger in the same transaction.
 * @returns the keys that were new
 * @throws AppError ledger_unbalanced | ledger_account_not_of_kind | ledger_key_reused
 */
export async function postEntries(tx: SqlTx, postings: LedgerPosting[]): Promise<Set<string>> {
	if (postings.length === 0) return new Set();
	for (const posting of postings) assertPosting(posting);
	const rows = postings.map(toRow);
	const json = JSON.stringify(rows);
	const inserted = await queryRows(
		tx,
		insertedSchema,
		Prisma.sql`
		WITH posting AS (
			SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS p(
				kind text, key text, hash text, cause_type text, cause_id text, occurred_on date, fiscal_year int,
				"precision" text, reverses_id bigint, adjustment_reason text, lines jsonb)
		), written AS (
			INSERT INTO ledger_transaction (kind, idempotency_key, input_hash, cause_type, cause_id, occurred_on, fiscal_year, "precision", reverses_id, adjustment_reason)
			SELECT kind, key, hash, cause_type, cause_id, occurred_on, p.fiscal_year, "precision", reverses_id,
				CASE WHEN c.fiscal_year IS NOT NULL THEN coalesce(p.adjustment_reason, CASE WHEN kind = ANY(${TOLD}) THEN ${TOLD_LATE} END) END
			FROM posting p LEFT JOIN closed_year c ON c.fiscal_year = p.fiscal_year ORDER BY key
			ON CONFLICT (idempotency_key) DO NOTHING
			RETURNING id, idempotency_key
		), entries AS (
			INSERT INTO ledger_entry (transaction_id, account, class, amount_yen, kind, "precision", occurred_on, fiscal_year,
				institution_id, hub_id, fund_id, external_fund_id, category, channel, use, stripe_account_id)
			SELECT w.id, l.account, l.class, l.amount_yen, p.kind, p."precision", p.occurred_on, p.fiscal_year,
				l.institution_id, l.hub_id, l.fund_id, l.external_fund_id, l.category, l.channel, l.use, l.stripe_account_id
			FROM posting p JOIN written w ON w.idempotency_key = p.key,
				jsonb_to_recordset(p.lines) AS l(account text, class text, amount_yen bigint, institution_id uuid, hub_id uuid, fund_id uuid,
					external_fund_id uuid, category text, channel text, use text, stripe_account_id text)
		)
		SELECT idempotency_key FROM written`,
	);
	const written = new Set(inserted.map((row) => row.idempotency_key));
	if (written.size > 0) afterCommit("notifyPublicData", notifyPublicData);
	const repeated = rows.filter((row) => !written.has(row.key));
	if (repeated.length > 0) await refuseOtherInput(tx, repeated);
	return written;
}

async function refuseOtherInput(tx: SqlTx, repeated: { key: string; hash: string }[]): Promise<void> {
	const known = await queryRows(
		tx,
		knownSchema,
		Prisma.sql`SELECT idempotency_key, input_hash FROM ledger_transaction WHERE idempotency_key = ANY(${repeated.map((row) => row.key)})`,
	);
	const hashes = new Map(known.map((row) => [row.idempotency_key, row.input_hash]));
	for (const row of repeated) {
		if (hashes.get(row.key) !== row.hash) {
			throw new AppError({
				code: "ledger_key_reused",
				status: 500,
				logMessage: `ledger key ${row.key} was used before with other content`,
			});
		}
	}
}

function toRow(posting: LedgerPosting) {
	const lines = posting.lines.map((line) => ({
		account: line.account,
		class: LEDGER_ACCOUNTS[line.account],
		amount_yen: line.amountYen.toString(),
		institution_id: line.institutionId,
		hub_id: line.purpose?.hubId ?? null,
		fund_id: line.purpose?.fundId ?? null,
		external_fund_id: line.purpose?.externalFundId ?? null,
		category: line.purpose?.category ?? null,
		channel: line.purpose?.channel ?? null,
		use: line.purpose?.use ?? null,
		stripe_account_id: line.stripeAccountId ?? null,
	}));
	const content = {
		kind: posting.kind,
		cause_type: posting.cause.type,
		cause_id: posting.cause.id,
		occurred_on: posting.occurredOn,
		fiscal_year: fiscalYearOf(posting.occurredOn),
		precision: posting.precision ?? "yen",
		reverses_id: posting.reversesId?.toString() ?? null,
		lines,
	};
	// The reason is not part of what it is: a booking repeated after the year was closed is the same booking.
	const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex");
	return { key: posting.idempotencyKey, hash, adjustment_reason: posting.adjustmentReason ?? null, ...content };
}

function assertPosting(posting: LedgerPosting): void {
	const total = posting.lines.reduce((sum, line) => sum + line.amountYen, 0n);
	if (total !== 0n || posting.lines.length < 2) {
		throw new AppError({
			code: "ledger_unbalanced",
			status: 500,
			logMessage: `${posting.kind} ${posting.idempotencyKey}: ${posting.lines.length} lines sum to ${total}`,
		});
	}
	const allowed: readonly string[] = LEDGER_KINDS[posting.kind];
	const stranger = posting.lines.find((line) => !allowed.includes(line.account));
	if (stranger) {
		throw new AppError({
			code: "ledger_account_not_of_kind",
			status: 500,
			logMessage: `${posting.kind} may not touch ${stranger.account}`,
		});
	}
}
