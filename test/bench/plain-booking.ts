import { randomUUID } from "node:crypto";
import type { BenchGift } from "./booking";
import type { Commit, Row } from "./plain-pg";

const DAY = "2026-05-20";
const NOW = new Date("2026-05-20T03:00:00Z");
let transactionId = 0;

/** The webhook: its inbox row and its job. */
export function inboxCommit({ n }: BenchGift): Commit {
	const event = {
		stripe_account_id: "platform",
		event_id: `evt_pi_${n}`,
		type: "payment_intent.succeeded",
		object_id: `pi_${n}`,
		root_id: `pi_${n}`,
		created_at: NOW,
		source: "webhook",
	};
	const job = { key: `platform:pi_${n}`, payload: JSON.stringify({ stripeAccountId: "platform", rootId: `pi_${n}` }) };
	return {
		rows: [
			{ table: "stripe_event", values: event },
			{ table: "job", values: job },
		],
	};
}

/** The events are done with. */
export function settleCommit({ n }: BenchGift): Commit {
	const sql =
		"UPDATE stripe_event SET status = 'done', done_at = now() WHERE stripe_account_id = 'platform' AND root_id = $1";
	return { rows: [], updates: [{ sql, values: [`pi_${n}`] }] };
}

/** Every row that booking a paid gift writes: mirror, payment, allocation, ledger with rollups, states, audit, mail and its job. */
export function bookingCommit(gift: BenchGift): Commit {
	const { n, id, amountYen, hubId, institutionId } = gift;
	const feeYen = (amountYen * 36n) / 1000n;
	const paymentId = randomUUID();
	const charge = {
		stripe_account_id: "platform",
		payment_intent_id: `pi_${n}`,
		amount_yen: amountYen,
		balance_transaction_id: `txn_${n}`,
	};
	const rows: Row[] = [
		{
			table: "stripe_charge",
			values: { ...charge, id: `ch_${n}`, amount_refunded_yen: 0, created_at: NOW, read_at: NOW },
		},
		{
			table: "stripe_balance_transaction",
			values: {
				stripe_account_id: "platform",
				id: `txn_${n}`,
				type: "charge",
				amount_yen: amountYen,
				fee_yen: feeYen,
				net_yen: amountYen - feeYen,
				source_id: `ch_${n}`,
				available_on: DAY,
				created_at: NOW,
			},
		},
		{
			table: "payment",
			values: {
				id: paymentId,
				institution_id: institutionId,
				hub_id: hubId,
				stripe_account_id: "platform",
				charge_id: `ch_${n}`,
				payment_intent_id: `pi_${n}`,
				channel: "card",
				gross_yen: amountYen,
				fee_yen: feeYen,
				balance_transaction_id: `txn_${n}`,
				charged_at: NOW,
				given_on: DAY,
				available_on: DAY,
			},
		},
		{ table: "allocation", values: { id: randomUUID(), payment_id: paymentId, gift_id: id, amount_yen: amountYen } },
		...ledgerRows(gift, paymentId, feeYen),
		{
			table: "audit_event",
			values: {
				at: NOW,
				institution_id: institutionId,
				actor_kind: "job",
				actor_id: "bench",
				action: "gift.received",
				subject_type: "gift",
				subject_id: id,
				cause: `ch_${n}`,
				request_id: "bench",
				salt: "0".repeat(32),
				digest_after: "0".repeat(64),
				after: JSON.stringify({ paymentId, grossYen: amountYen.toString() }),
			},
		},
		{
			table: "mail",
			values: {
				id: randomUUID(),
				kind: "gift-thanks",
				once_key: `gift-thanks:${id}`,
				institution_id: institutionId,
				hub_id: hubId,
				gift_id: id,
				lang: "ja",
				to_address: `donor${n}@example.jp`,
			},
		},
		{ table: "job", values: { key: `mail:${id}`, payload: JSON.stringify({ mailId: id }) } },
	];
	return { rows, updates: updatesOf(gift) };
}

function ledgerRows(
	{ amountYen, institutionId, hubId, fundId, n }: BenchGift,
	paymentId: string,
	feeYen: bigint,
): Row[] {
	const purpose = {
		hub_id: hubId,
		fund_id: fundId,
		category: "gift",
		channel: "card",
		use: "running",
		stripe_account_id: null,
	};
	const stripe = {
		hub_id: null,
		fund_id: null,
		category: null,
		channel: null,
		use: null,
		stripe_account_id: "platform",
	};
	const own = { ...stripe, stripe_account_id: null };
	const overheadYen = amountYen / 10n;
	const postings = [
		{
			kind: "gift_received",
			lines: [
				["stripe_balance", "asset", amountYen, stripe],
				["gift_income", "income", -amountYen, purpose],
			],
		},
		{
			kind: "overhead",
			lines: [
				["overhead", "expense", overheadYen, purpose],
				["institution_overhead", "liability", -overheadYen, own],
			],
		},
		{
			kind: "processor_fee",
			lines: [
				["processor_fee", "expense", feeYen, purpose],
				["stripe_balance", "asset", -feeYen, stripe],
			],
		},
	] as const;
	return postings.flatMap(({ kind, lines }): Row[] => {
		transactionId += 1;
		const id = 1_000_000_000 + transactionId;
		return [
			{
				table: "ledger_transaction",
				values: {
					id,
					kind,
					idempotency_key: `${kind}:platform:${n}:${id}`,
					input_hash: "0".repeat(64),
					cause_type: "payment",
					cause_id: paymentId,
					occurred_on: DAY,
					fiscal_year: 2026,
				},
			},
			...lines.map(
				([account, cls, yen, dimensions]): Row => ({
					table: "ledger_entry",
					values: {
						transaction_id: id,
						account,
						class: cls,
						amount_yen: yen,
						kind,
						precision: "yen",
						occurred_on: DAY,
						fiscal_year: 2026,
						institution_id: institutionId,
						...dimensions,
					},
				}),
			),
		];
	});
}

const ROLLUP = `INSERT INTO ledger_balance AS b (account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, "precision",
	stripe_account_id, slot, amount_yen, entry_count)
	VALUES ($1, 2026, $2, $3, $4, $5, $6, $7, $8, 'yen', $9, pg_backend_pid() % 32, $10, 1)
	ON CONFLICT (account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, "precision", stripe_account_id, slot)
	DO UPDATE SET amount_yen = b.amount_yen + excluded.amount_yen, entry_count = b.entry_count + 1`;

function updatesOf({
	id,
	attemptId,
	donorId,
	hubId,
	institutionId,
	fundId,
	amountYen,
	n,
}: BenchGift): NonNullable<Commit["updates"]> {
	const purposeful = [hubId, fundId];
	const rollup = (
		account: string,
		kind: string,
		yen: bigint,
		[hub, fund]: (string | null)[],
		stripe: string | null,
	) => {
		const [category, channel, use] = hub ? ["gift", "card", "running"] : [null, null, null];
		return { sql: ROLLUP, values: [account, institutionId, hub, fund, kind, category, channel, use, stripe, yen] };
	};
	const none = [null, null];
	return [
		{
			sql: "UPDATE checkout_attempt SET status = 'completed', payment_intent_id = $2, updated_at = now() WHERE id = $1",
			values: [attemptId, `pi_${n}`],
		},
		{
			sql: "UPDATE gift SET payment_status = 'received', given_on = $2, settled_on = $2, updated_at = now() WHERE id = $1",
			values: [id, DAY],
		},
		{
			sql: "UPDATE relationship SET last_given_on = greatest(last_given_on, $3::date) WHERE donor_id = $1 AND hub_id = $2",
			values: [donorId, hubId, DAY],
		},
		rollup("gift_income", "gift_received", -amountYen, purposeful, null),
		rollup("institution_overhead", "overhead", -amountYen / 10n, none, null),
		rollup("overhead", "overhead", amountYen / 10n, purposeful, null),
		rollup("processor_fee", "processor_fee", (amountYen * 36n) / 1000n, purposeful, null),
		rollup("stripe_balance", "gift_received", amountYen, none, "platform"),
		rollup("stripe_balance", "processor_fee", (-amountYen * 36n) / 1000n, none, "platform"),
	];
}
