import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { yen } from "../money/yen";
import { type InstalmentAmounts, instalmentStatus } from "./instalment-status";
import { type LockedPledge, lockPledge } from "./lock-pledge.server";
import { type PledgeState, pledge as pledgeStates } from "./pledge.status";
import { refreshOutlookOf } from "./refresh-outlook-of.server";
import { respread } from "./respread";
import { pledgeStateOf, type Settled, type SettledGift, settle } from "./settle";
import { ruleOfRows, writeSchedule } from "./write-schedule.server";

/**
 * Makes a pledge anew from its gifts: which gift pays which instalment, what is paid, given up and too much, and every
 * status that follows. A gift counts what came of it less refunds that succeeded and disputes that were lost. Doing it again
 * changes nothing. Where the pledge's rule says so, a payment of another amount than what was due spreads the rest anew.
 * Called in the transaction that books or takes back money, or by its job.
 */
export async function settlePledge(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	pledgeId: string,
	options: {
		/** false: the schedule is as somebody has just made it */
		spread?: boolean;
	} = {},
): Promise<{ status: PledgeState; paidYen: bigint; overpaidYen: bigint }> {
	const pledge = await lockPledge(tx, pledgeId);
	const state = await readState(tx, pledgeId);
	const inForce = pledge.status !== "draft" && pledge.status !== "cancelled";
	const today = jstDayString(ctx.now);
	let rows = state.rows;
	let settled = settle({ instalments: inForce ? rows : [], gifts: state.gifts, givenUpYen: state.givenUpYen });
	if (inForce && options.spread !== false && isToSpread(pledge.respreadRule, state, settled)) {
		const spread = respread(withAmounts(rows, settled), pledge.respreadRule, today);
		if (!isSame(spread, rows)) {
			const planned = spread.map(({ dueOn, scheduledYen }) => ({ dueOn, scheduledYen: yen(scheduledYen) }));
			await writeSchedule(tx, ctx, pledge, {
				cause: "respread",
				reason: "",
				rule: ruleOfRows(planned),
				rows: planned,
			});
			rows = (await readState(tx, pledgeId)).rows;
			settled = settle({ instalments: rows, gifts: state.gifts, givenUpYen: state.givenUpYen });
		}
	}
	await keepRows(tx, pledgeId, withAmounts(rows, settled), settled, { today, inForce });
	return keepPledge(tx, ctx, pledge, settled, inForce);
}

/** The same as a piece of work by itself: behind a booking at Stripe. */
export async function settleBookedPledge(ctx: Ctx, { pledgeId }: { pledgeId: string }): Promise<void> {
	await inTransaction(ctx, (tx) => settlePledge(tx, ctx, pledgeId));
}

const rowSchema = z.object({ id: z.uuid(), dueOn: z.string(), scheduledYen: z.bigint() });
type Row = z.output<typeof rowSchema>;
type State = { rows: Row[]; gifts: SettledGift[]; givenUpYen: bigint; paidBefore: ReadonlySet<string> };

async function readState(tx: SqlTx, pledgeId: string): Promise<State> {
	const rows = await queryRows(
		tx,
		rowSchema,
		Prisma.sql`
		SELECT id, due_on::text AS "dueOn", scheduled_yen AS "scheduledYen" FROM instalment
		WHERE pledge_id = ${pledgeId}::uuid AND current ORDER BY number`,
	);
	const gifts: SettledGift[] = await queryRows(
		tx,
		z.object({ id: z.uuid(), givenOn: z.string(), netYen: z.bigint() }),
		Prisma.sql`
		SELECT g.id, coalesce(g.given_on, came.given_on)::text AS "givenOn", (came.yen - coalesce(went.yen, 0))::bigint AS "netYen"
		FROM gift g
		JOIN LATERAL (
			SELECT sum(a.amount_yen) AS yen, max(p.given_on) AS given_on
			FROM allocation a JOIN payment p ON p.id = a.payment_id WHERE a.gift_id = g.id
		) came ON came.yen IS NOT NULL
		LEFT JOIN LATERAL (
			SELECT sum(back.amount_yen) AS yen FROM allocation a JOIN LATERAL (
				SELECT r.amount_yen FROM refund r WHERE r.payment_id = a.payment_id AND r.status = 'succeeded'
				UNION ALL SELECT d.amount_yen FROM dispute d WHERE d.payment_id = a.payment_id AND d.status = 'lost'
			) back ON true WHERE a.gift_id = g.id
		) went ON true
		WHERE g.pledge_id = ${pledgeId}::uuid`,
	);
	const { givenUpYen } = await queryRow(
		tx,
		z.object({ givenUpYen: z.bigint() }),
		Prisma.sql`
		SELECT coalesce(sum(amount_yen), 0)::bigint AS "givenUpYen" FROM pledge_write_off
		WHERE pledge_id = ${pledgeId}::uuid AND status = 'approved'`,
	);
	const before = await queryRows(
		tx,
		z.object({ giftId: z.uuid() }),
		Prisma.sql`
		SELECT DISTINCT ig.gift_id AS "giftId" FROM instalment_gift ig JOIN instalment i ON i.id = ig.instalment_id
		WHERE i.pledge_id = ${pledgeId}::uuid`,
	);
	return { rows, gifts, givenUpYen, paidBefore: new Set(before.map(({ giftId }) => giftId)) };
}

const withAmounts = (rows: readonly Row[], settled: Settled) =>
	rows.map((row, index) => ({
		...row,
		paidYen: settled.rows[index]?.paidYen ?? 0n,
		writtenOffYen: settled.rows[index]?.writtenOffYen ?? 0n,
	}));

/**
 * Only money that has just come spreads anything, and only when it leaves an instalment half paid: one that was due (too
 * little), or the one after what it paid (too much). A part paid in advance waits for the rest until its day.
 */
function isToSpread(rule: LockedPledge["respreadRule"], { rows, gifts, paidBefore }: State, settled: Settled): boolean {
	if (rule === "carry") return false;
	const news = settled.parts.filter(({ giftId }) => !paidBefore.has(giftId));
	const last = news.at(-1);
	const index = rows.findIndex(({ id }) => id === last?.instalmentId);
	const row = rows[index];
	const now = settled.rows[index];
	if (!last || !row || !now || now.paidYen + now.writtenOffYen === row.scheduledYen) return false;
	const isTooMuch = news.some(({ giftId, instalmentId }) => giftId === last.giftId && instalmentId !== row.id);
	const givenOn = gifts.find(({ id }) => id === last.giftId)?.givenOn ?? "";
	return isTooMuch || givenOn >= row.dueOn;
}

const isSame = (spread: readonly InstalmentAmounts[], rows: readonly Row[]) =>
	spread.length === rows.length &&
	spread.every(({ dueOn, scheduledYen }, index) => {
		const row = rows[index];
		return row?.dueOn === dueOn && row.scheduledYen === scheduledYen;
	});

async function keepRows(
	tx: SqlTx,
	pledgeId: string,
	rows: readonly (Row & InstalmentAmounts)[],
	settled: Settled,
	{ today, inForce }: { today: string; inForce: boolean },
): Promise<void> {
	const parts = settled.parts.map((part) => ({ ...part, amountYen: part.amountYen.toString() }));
	await tx.$executeRaw(Prisma.sql`
		WITH wanted AS (
			SELECT * FROM jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) AS p("instalmentId" uuid, "giftId" uuid, "amountYen" text)
		), gone AS (
			DELETE FROM instalment_gift ig USING instalment i
			WHERE i.id = ig.instalment_id AND i.pledge_id = ${pledgeId}::uuid
				AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w."instalmentId" = ig.instalment_id AND w."giftId" = ig.gift_id)
		)
		INSERT INTO instalment_gift (instalment_id, gift_id, amount_yen)
		SELECT "instalmentId", "giftId", "amountYen"::bigint FROM wanted
		ON CONFLICT (instalment_id, gift_id) DO UPDATE SET amount_yen = excluded.amount_yen`);
	const changed = rows.map((row, index) => ({
		id: row.id,
		paidYen: row.paidYen.toString(),
		writtenOffYen: row.writtenOffYen.toString(),
		paidOn: settled.rows[index]?.paidOn ?? null,
		status: instalmentStatus(row, today, inForce),
	}));
	await tx.$executeRaw(Prisma.sql`
		UPDATE instalment i SET paid_yen = r."paidYen"::bigint, written_off_yen = r."writtenOffYen"::bigint, paid_on = r."paidOn", status = r.status
		FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS r(id uuid, "paidYen" text, "writtenOffYen" text, "paidOn" date, status text)
		WHERE i.id = r.id AND (i.paid_yen, i.written_off_yen, i.status) IS DISTINCT FROM (r."paidYen"::bigint, r."writtenOffYen"::bigint, r.status)`);
}

async function keepPledge(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	before: LockedPledge,
	{ paidYen, writtenOffYen, overpaidYen }: Settled,
	inForce: boolean,
): Promise<{ status: PledgeState; paidYen: bigint; overpaidYen: bigint }> {
	// The rows have the present amount: a new schedule may have changed it since the lock.
	const { amountYen } = await queryRow(
		tx,
		z.object({ amountYen: z.bigint() }),
		Prisma.sql`SELECT amount_yen AS "amountYen" FROM pledge WHERE id = ${before.id}::uuid`,
	);
	const status = inForce ? pledgeStateOf({ amountYen, paidYen, writtenOffYen }) : before.status;
	const same =
		status === before.status &&
		paidYen === before.paidYen &&
		writtenOffYen === before.writtenOffYen &&
		overpaidYen === before.overpaidYen;
	if (same) return { status, paidYen, overpaidYen };
	if (status !== before.status) pledgeStates.assertMove(before.status, status);
	await tx.$executeRaw(Prisma.sql`
		UPDATE pledge SET status = ${status}, paid_yen = ${paidYen}, written_off_yen = ${writtenOffYen}, overpaid_yen = ${overpaidYen},
			updated_at = ${ctx.now}
		WHERE id = ${before.id}::uuid`);
	await audit(tx, ctx, {
		action: "pledge.settled",
		subject: { type: "pledge", id: before.id },
		institutionId: before.institutionId,
		before: said(before),
		after: said({ status, paidYen, writtenOffYen, overpaidYen }),
	});
	await refreshOutlookOf(tx, before.hubId);
	return { status, paidYen, overpaidYen };
}

type Sums = { status: PledgeState; paidYen: bigint; writtenOffYen: bigint; overpaidYen: bigint };

function said({ status, paidYen, writtenOffYen, overpaidYen }: Sums) {
	return {
		status,
		paidYen: paidYen.toString(),
		writtenOffYen: writtenOffYen.toString(),
		overpaidYen: overpaidYen.toString(),
	};
}
