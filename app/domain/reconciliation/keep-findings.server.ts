import { Prisma } from "~/platform/db/client.server";
import type { SqlTx } from "~/platform/db/transaction.server";
import type { Finding } from "./difference-kinds";
import type { RunRow } from "./run-row";

/**
 * Keeps what a page of a run found: each difference once, from the first run that saw it. One that was gone is open again;
 * one that somebody explained stays explained while its amounts are the same.
 */
export async function keepFindings(tx: SqlTx, run: RunRow, findings: readonly Finding[], now: Date): Promise<void> {
	if (findings.length === 0) return;
	const json = JSON.stringify(
		findings.map((one) => ({
			kind: one.kind,
			object_id: one.objectId,
			institution_id: one.institutionId,
			gift_id: one.giftId ?? null,
			stripe_yen: one.stripeYen?.toString() ?? null,
			ledger_yen: one.ledgerYen?.toString() ?? null,
			effect_yen: one.effectYen.toString(),
			object_on: one.objectOn,
			facts: one.facts,
		})),
	);
	const same = Prisma.sql`(d.stripe_yen, d.ledger_yen) IS NOT DISTINCT FROM (excluded.stripe_yen, excluded.ledger_yen)`;
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO reconciliation_difference AS d (id, stripe_account_id, institution_id, kind, object_id, stripe_yen, ledger_yen, facts, gift_id,
			effect_yen, object_on, last_run_id, status, first_seen_at, last_seen_at)
		SELECT DISTINCT ON (f.kind, f.object_id) gen_random_uuid(), ${run.stripeAccountId}, f.institution_id, f.kind, f.object_id, f.stripe_yen,
			f.ledger_yen, f.facts, f.gift_id, f.effect_yen, f.object_on, ${run.id}::uuid, 'open', ${now}, ${now}
		FROM jsonb_to_recordset(${json}::jsonb) AS f(kind text, object_id text, institution_id uuid, gift_id uuid, stripe_yen bigint,
			ledger_yen bigint, effect_yen bigint, object_on date, facts jsonb)
		ON CONFLICT (stripe_account_id, kind, object_id) DO UPDATE SET stripe_yen = excluded.stripe_yen, ledger_yen = excluded.ledger_yen,
			facts = excluded.facts, gift_id = excluded.gift_id, institution_id = excluded.institution_id, effect_yen = excluded.effect_yen,
			object_on = excluded.object_on, last_run_id = excluded.last_run_id, last_seen_at = excluded.last_seen_at, gone_at = NULL,
			status = CASE WHEN d.status = 'explained' AND ${same} THEN 'explained' ELSE 'open' END,
			first_seen_at = CASE WHEN d.status = 'gone' THEN excluded.first_seen_at ELSE d.first_seen_at END`);
}

/** What a whole run looked at again and did not see any more is gone. */
export async function closeGone(tx: SqlTx, run: RunRow, now: Date): Promise<void> {
	await tx.$executeRaw`
		UPDATE reconciliation_difference SET status = 'gone', gone_at = ${now}
		WHERE stripe_account_id = ${run.stripeAccountId} AND status <> 'gone' AND last_run_id IS DISTINCT FROM ${run.id}::uuid
			AND (object_on IS NULL OR object_on >= ${run.fromDay}::date)`;
}
