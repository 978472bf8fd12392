import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { conflict, forbidden } from "~/platform/errors";
import { authorize, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { audit } from "../audit/audit.server";
import { moneyOf } from "../campaigns/attributed-money.server";
import { type Yen, yen } from "../money/yen";
import { getSegment } from "../segments/get-segment.server";
import { hasPostalAddress, segmentCondition } from "../segments/segment-condition.server";
import { later } from "./create-appeal.server";
import { assertAppealMove, lockAppeal } from "./lock-appeal.server";

/** More letters than one post office takes in a day are several appeals. */
export const MAX_LETTERS = 50_000;

/**
 * Fixes to whom an approved letter goes: everybody who fits its segment now and has not refused to be asked. Who fits later
 * is not in; done twice, the first audience stays.
 * @throws AppError appeal_not_found, forbidden, appeal_not_letter (409), appeal_moved (409), segment_not_found, appeal_nobody (409)
 */
export async function freezeLetters(ctx: Ctx, appealId: string): Promise<{ letters: number }> {
	await authorize(ctx, "send", { type: "Appeal", id: appealId });
	const { segmentId } = await ctx.db.appeal.findUniqueOrThrow({ where: { id: appealId } });
	const segment = await getSegment(ctx, segmentId ?? "");
	return inTransaction(ctx, async (tx) => {
		const row = await lockAppeal(tx, appealId);
		if (row.channel !== "letter") throw notLetter(appealId);
		if (row.status !== "approved") assertAppealMove({ ...row, status: "sent" }, "approved");
		const there = await tx.appealLetter.count({ where: { appealId } });
		if (there > 0) return { letters: there };
		const letters = await tx.$executeRaw`
			INSERT INTO appeal_letter (appeal_id, donor_id)
			SELECT ${appealId}::uuid, d.id FROM donor d
			WHERE ${segmentCondition(segment.rules, { ...segment, now: ctx.now }, "d")}
				AND NOT EXISTS (SELECT 1 FROM mail_preference p WHERE p.donor_id = d.id AND p.purpose = 'appeals' AND NOT p.wanted
					AND (p.hub_id IS NULL OR p.hub_id = ${row.hubId}::uuid))
			ORDER BY d.id LIMIT ${MAX_LETTERS}`;
		if (letters === 0) {
			throw conflict("appeal_nobody", `nobody fits segment ${segment.id}`, { personKey: "appeals.nobody" });
		}
		await audit(tx, ctx, {
			action: "appeal.letters_fixed",
			subject: { type: "appeal", id: appealId },
			institutionId: row.institutionId,
			after: { segmentId: segment.id, letters },
		});
		return { letters };
	});
}

/**
 * The letters went to the post. What they cost in all is known by then.
 * @throws AppError appeal_not_found, forbidden, appeal_not_letter, appeal_no_letters, appeal_moved (409)
 */
export async function postLetters(
	ctx: Ctx,
	input: { appealId: string; postedOn: string; costYen: Yen },
): Promise<void> {
	const { appealId, postedOn, costYen } = input;
	await authorize(ctx, "send", { type: "Appeal", id: appealId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockAppeal(tx, appealId);
		if (row.channel !== "letter") throw notLetter(appealId);
		assertAppealMove(row, "sent");
		if ((await tx.appealLetter.count({ where: { appealId } })) === 0) {
			throw conflict("appeal_no_letters", `appeal ${appealId} has no letters`, { personKey: "appeals.noLetters" });
		}
		const postedDay = new Date(`${postedOn}T00:00:00Z`);
		const updatedAt = later(ctx, row.updatedAt);
		await tx.appeal.update({
			where: { id: appealId },
			data: { status: "sent", postedOn: postedDay, costYen, updatedAt },
		});
		await audit(tx, ctx, {
			action: "appeal.posted",
			subject: { type: "appeal", id: appealId },
			institutionId: row.institutionId,
			after: { postedOn, costYen: costYen.toString() },
		});
	});
}

/** What it cost is often known only when the bill comes. */
export async function changeAppealCost(ctx: Ctx, input: { appealId: string; costYen: Yen }): Promise<void> {
	const { appealId, costYen } = input;
	await authorize(ctx, "send", { type: "Appeal", id: appealId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockAppeal(tx, appealId);
		if (row.costYen === costYen) return;
		await tx.appeal.update({ where: { id: appealId }, data: { costYen, updatedAt: later(ctx, row.updatedAt) } });
		await audit(tx, ctx, {
			action: "appeal.cost",
			subject: { type: "appeal", id: appealId },
			institutionId: row.institutionId,
			before: { costYen: row.costYen.toString() },
			after: { costYen: costYen.toString() },
		});
	});
}

const notLetter = (id: string) =>
	conflict("appeal_not_letter", `appeal ${id} goes by mail`, { personKey: "appeals.notLetter" });

const letterRow = z.object({
	donorId: z.uuid(),
	kind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	department: z.string(),
	contactName: z.string(),
	country: z.string(),
	postalCode: z.string(),
	prefecture: z.string(),
	city: z.string(),
	addressLine: z.string(),
	lang: z.enum(["ja", "en"]),
	/** an address the post can deliver to */
	isComplete: z.boolean(),
});
export type LetterRow = z.output<typeof letterRow>;

/**
 * To whom the letters go, with addresses, in order of postal code as post offices want them. Who was forgotten since is not
 * among them.
 * @param input.complete  only those with (true) or without (false) an address the post can deliver to
 * @throws AppError appeal_not_found, forbidden
 */
export async function listLetters(
	ctx: Ctx,
	input: { appealId: string; complete?: boolean; offset?: number; limit?: number },
): Promise<LetterRow[]> {
	await authorize(ctx, "send", { type: "Appeal", id: input.appealId });
	if (!mayEver(ctx, "readContact", "Donor")) throw forbidden("read addresses");
	return readRows(ctx, letterRow, (visible) => lettersSql(visible, input));
}

function lettersSql(
	visible: Visible,
	{ appealId, complete, offset = 0, limit = MAX_LETTERS }: Parameters<typeof listLetters>[1],
): Prisma.Sql {
	const d = Prisma.raw("d");
	const which = complete === undefined ? Prisma.sql`TRUE` : Prisma.sql`${hasPostalAddress(d)} = ${complete}`;
	return Prisma.sql`
		SELECT d.id AS "donorId", d.kind, d.family_name AS "familyName", d.given_name AS "givenName",
			d.company_name AS "companyName", d.department, d.contact_name AS "contactName", d.country,
			d.postal_code AS "postalCode", d.prefecture, d.city, d.address_line AS "addressLine", d.lang,
			${hasPostalAddress(d)} AS "isComplete"
		FROM appeal_letter l JOIN donor d ON d.id = l.donor_id
		WHERE l.appeal_id = ${appealId}::uuid AND d.erased_at IS NULL AND ${visible("donor", "d")}
			AND ${visible("appeal_letter", "l")} AND ${which}
		ORDER BY d.country <> 'JP', d.country, d.postal_code, d.id
		OFFSET ${offset} LIMIT ${limit}`;
}

const ownRow = z.object({
	donorId: z.uuid(),
	lastOn: z.string().nullable(),
	lastYen: z.bigint().nullable(),
	totalYen: z.bigint(),
});

/** What each donor gave to the hub so far, less refunds: for a letter that thanks by its own words. */
export async function readOwnGiving(
	ctx: Ctx,
	input: { appealId: string },
): Promise<Map<string, { lastOn: string | null; lastYen: Yen | null; totalYen: Yen }>> {
	await authorize(ctx, "send", { type: "Appeal", id: input.appealId });
	const { hubId } = await ctx.db.appeal.findUniqueOrThrow({ where: { id: input.appealId } });
	const rows = await inTransaction(ctx, (tx) =>
		queryRows(
			tx,
			ownRow,
			Prisma.sql`
			WITH money AS (${moneyOf(Prisma.sql`g.hub_id = ${hubId}::uuid AND g.payment_status = 'received'
				AND g.donor_id IN (SELECT l.donor_id FROM appeal_letter l WHERE l.appeal_id = ${input.appealId}::uuid)`)}),
			by_gift AS (
				SELECT donor_id, gift_id, max(day) AS day, sum(kept_yen) AS yen FROM money GROUP BY donor_id, gift_id HAVING sum(kept_yen) > 0
			)
			SELECT donor_id AS "donorId", max(day)::text AS "lastOn", (array_agg(yen ORDER BY day DESC, gift_id DESC))[1]::bigint AS "lastYen",
				sum(yen)::bigint AS "totalYen"
			FROM by_gift GROUP BY donor_id`,
		),
	);
	return new Map(
		rows.map(({ donorId, lastOn, lastYen, totalYen }) => [
			donorId,
			{ lastOn, lastYen: lastYen === null ? null : yen(lastYen), totalYen: yen(totalYen) },
		]),
	);
}
