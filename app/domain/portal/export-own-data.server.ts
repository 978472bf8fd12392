import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { DonorCtx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { OWN_GIFT_ROWS, ownGift } from "./own-gift";

/** So many gifts are in memory at once, whatever a donor gave. */
const GIFTS_AT_ONCE = 200;
const ROWS_AT_ONCE = 500;

/**
 * Everything kept about a donor, as the pieces of one JSON document, written while it is read: what every institution knows
 * of them, gifts with payments and refunds, plans, receipts as printed, consents, mail choices, requests, mails (subject and time) and
 * what the audit trail says of them. Amounts are whole yen, days are in Japan.
 */
export async function* exportOwnData(ctx: DonorCtx): AsyncGenerator<string> {
	yield `{\n"madeAt": ${json(ctx.now)},\n"email": ${json(ctx.actor.email)},\n`;
	yield* section("institutions", rowsOf(ctx.db.donor.findMany(donorsOf(ctx))), ",\n");
	yield* section("gifts", gifts(ctx), ",\n");
	yield* section("recurringPlans", rowsOf(ctx.db.recurringPlan.findMany(plansOf(ctx))), ",\n");
	yield* section("pledges", rowsOf(ctx.db.pledge.findMany(pledgesOf(ctx))), ",\n");
	yield* section("receipts", rowsOf(ctx.db.receipt.findMany(receiptsOf(ctx))), ",\n");
	yield* section("recognitions", rowsOf(ctx.db.softCredit.findMany({ where: { donorId: { in: ids(ctx) } } })), ",\n");
	yield* section("requests", rowsOf(ctx.db.donorRequest.findMany({ where: { donorId: { in: ids(ctx) } } })), ",\n");
	yield* section("mails", mails(ctx), ",\n");
	yield* section("changes", changes(ctx), "\n");
	yield "}\n";
}

const ids = (ctx: DonorCtx) => ctx.actor.donorIds;

async function* section(name: string, rows: AsyncIterable<unknown>, end: string): AsyncGenerator<string> {
	yield `${json(name)}: [`;
	let first = true;
	for await (const row of rows) {
		yield `${first ? "\n" : ",\n"}${json(row)}`;
		first = false;
	}
	yield `]${end}`;
}

/** Yen fit a JSON number: the largest gift has thirteen digits. */
function json(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner));
}

async function* rowsOf<T>(rows: Promise<T[]>): AsyncGenerator<T> {
	yield* await rows;
}

const donorsOf = (ctx: DonorCtx) => ({
	where: { id: { in: ids(ctx) } },
	// How a donor is found, not what is known of them.
	omit: { searchKey: true, searchGrams: true, identityKey: true, emailKey: true, mailToken: true } as const,
	include: {
		institution: { select: { nameJa: true, nameEn: true, contactEmail: true } },
		consents: true,
		preferences: true,
	},
});
const plansOf = (ctx: DonorCtx) => ({
	where: { donorId: { in: ids(ctx) } },
	include: { changes: { orderBy: { id: "asc" as const } }, invoices: { orderBy: { id: "asc" as const } } },
});
const pledgesOf = (ctx: DonorCtx) => ({
	where: { donorId: { in: ids(ctx) } },
	// What staff noted for themselves is not the donor's.
	omit: { formKey: true, publicToken: true, note: true, agreementKey: true } as const,
	include: {
		fund: { select: { nameJa: true, nameEn: true } },
		schedules: {
			orderBy: { version: "asc" as const },
			include: { instalments: { orderBy: { number: "asc" as const } } },
		},
	},
	orderBy: { id: "asc" as const },
});
const receiptsOf = (ctx: DonorCtx) => ({
	where: { donorId: { in: ids(ctx) } },
	select: {
		id: true,
		kind: true,
		status: true,
		numberText: true,
		taxYear: true,
		receivedOn: true,
		amountYen: true,
		issuedOn: true,
		voidedAt: true,
		voidReason: true,
		content: true,
	} as const,
	orderBy: { id: "asc" as const },
});

async function* gifts(ctx: DonorCtx): AsyncGenerator<unknown> {
	for await (const gift of eachGift(ctx)) {
		const { formKey: _form, allocations, fund: _fund, institution: _institution, hub: _hub, ...typed } = gift;
		yield {
			...typed,
			...ownGift(gift, ctx.lang),
			payments: allocations.map(({ amountYen, payment }) => ({
				amountYen,
				channel: payment.channel,
				givenOn: payment.givenOn,
				arrivedOn: payment.arrivedOn,
				refunds: payment.refunds.map(({ status, amountYen: refundedYen, refundedOn, createdAt }) => ({
					status,
					amountYen: refundedYen,
					refundedOn,
					createdAt,
				})),
			})),
		};
	}
}

/** All of a donor's gifts, oldest first, a page at a time. */
export async function* eachGift(ctx: DonorCtx) {
	let last: string | undefined;
	for (;;) {
		const page = await ctx.db.gift.findMany({
			where: { donorId: { in: ids(ctx) }, ...(last === undefined ? {} : { id: { gt: last } }) },
			include: OWN_GIFT_ROWS,
			orderBy: { id: "asc" },
			take: GIFTS_AT_ONCE,
		});
		yield* page;
		if (page.length < GIFTS_AT_ONCE) return;
		last = page.at(-1)?.id;
	}
}

async function* mails(ctx: DonorCtx): AsyncGenerator<unknown> {
	let last: string | undefined;
	for (;;) {
		const page: { id: string }[] = await ctx.db.mail.findMany({
			where: {
				OR: [{ donorId: { in: ids(ctx) } }, { gift: { donorId: { in: ids(ctx) } } }],
				...(last === undefined ? {} : { id: { gt: last } }),
			},
			select: {
				id: true,
				kind: true,
				subject: true,
				toAddress: true,
				status: true,
				createdAt: true,
				sentAt: true,
			},
			orderBy: { id: "asc" },
			take: ROWS_AT_ONCE,
		});
		yield* page;
		if (page.length < ROWS_AT_ONCE) return;
		last = page.at(-1)?.id;
	}
}

const changeRow = z.object({
	id: z.bigint(),
	at: z.date(),
	action: z.string(),
	/** what made it: not who of the staff */
	by: z.string(),
	subject: z.string(),
	subjectId: z.string(),
	before: z.unknown(),
	after: z.unknown(),
});

async function* changes(ctx: DonorCtx): AsyncGenerator<unknown> {
	let last = 0n;
	for (;;) {
		const page = await readRows(
			ctx,
			changeRow,
			(visible) => Prisma.sql`
			WITH subjects AS (
				SELECT 'donor' AS type, d.id::text AS id FROM donor d WHERE ${visible("donor", "d")}
				UNION ALL SELECT 'gift', g.id::text FROM gift g WHERE ${visible("gift", "g")}
				UNION ALL SELECT 'recurring_plan', p.id::text FROM recurring_plan p WHERE ${visible("recurring_plan", "p")}
				UNION ALL SELECT 'donor_request', r.id::text FROM donor_request r JOIN donor d ON d.id = r.donor_id WHERE ${visible("donor", "d")}
			)
			SELECT e.id, e.at, e.action, e.actor_kind AS "by", e.subject_type AS "subject", e.subject_id AS "subjectId", e.before, e.after
			FROM audit_event e JOIN subjects s ON s.type = e.subject_type AND s.id = e.subject_id
			WHERE e.id > ${last} ORDER BY e.id LIMIT ${ROWS_AT_ONCE}`,
		);
		for (const { id: _id, ...change } of page) yield change;
		if (page.length < ROWS_AT_ONCE) return;
		last = page.at(-1)?.id ?? last;
	}
}
