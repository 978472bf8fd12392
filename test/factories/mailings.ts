import { readFileSync } from "node:fs";
import type pg from "pg";
import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { planMailing } from "~/domain/mailings/plan-mailing.server";
import { createReport } from "~/domain/reports/create-report.server";
import { decideReport } from "~/domain/reports/decide-report.server";
import { submitReport } from "~/domain/reports/submit-report.server";
import { keepSegment } from "~/domain/segments/keep-segment.server";
import { EVERYBODY, type SegmentRules } from "~/domain/segments/segment-rules";
import type { TakenMail } from "./smtp-sink";

export type Place = { institutionId: string; hubId: string };

export async function nanolsi(ctx: Ctx): Promise<Place> {
	const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
	const institution = await ctx.db.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
	return { institutionId: institution.id, hubId: hub.id };
}

/** Two officers of the hub: one writes, the other approves. */
export async function officers({ hubId }: Place): Promise<[Ctx, Ctx]> {
	const grants: Grant[] = [{ role: "officer", scope: { kind: "hub", hubId } }];
	const staff = (userId: string, name: string) => contextFor({ kind: "staff", userId, name, email: "", grants });
	return [await staff("officer-one", "担当 一"), await staff("officer-two", "担当 二")];
}

const TEXT = {
	ja: "この一年、皆様のご寄附により、一分子を見る顕微鏡の改良を続けることができました。\n\n泉のように湧き続ける基礎研究を、これからもお支えください。",
	en: "This year your gifts let us go on improving a microscope that shows single molecules.\n\nPlease stay with us.",
};

/** A report of the hub, written, handed in and approved by a second person. */
export async function approvedReport([writer, second]: [Ctx, Ctx], place: Place, title = "活動報告"): Promise<string> {
	const both = (ja: string, en: string) => ({ ja, en });
	const none = both("", "");
	const { reportId } = await createReport(writer, {
		...place,
		kind: "impact",
		titleJa: title,
		titleEn: "What your gifts became",
		from: "2025-04-01",
		to: "2026-03-31",
		segmentId: null,
		blocks: [
			{
				id: "letter1",
				kind: "letter",
				heading: both("ごあいさつ", "A letter"),
				text: TEXT,
				companyText: none,
				signature: both("泉 花子", "Hanako Izumi"),
				role: both("拠点長", "Director"),
				imageId: null,
			},
			{
				id: "gift1",
				kind: "yourGift",
				heading: both("あなたのご寄附", "Your giving"),
				text: TEXT,
				companyText: none,
				showsGifts: true,
			},
			{ id: "thanks1", kind: "thanks", heading: both("御礼", "Thank you"), text: TEXT },
		],
	});
	await submitReport(writer, { reportId });
	await decideReport(second, { reportId, approve: true });
	return reportId;
}

export async function segmentOf(ctx: Ctx, place: Place, rules: SegmentRules = EVERYBODY): Promise<string> {
	return (await keepSegment(ctx, { ...place, name: "全員", rules })).segmentId;
}

/** An approved report on its way to every donor of the hub. */
export async function plannedMailing(
	place: Place,
	options: Partial<Parameters<typeof planMailing>[1]> = {},
): Promise<string> {
	const staff = await officers(place);
	const planned = {
		segmentId: await segmentOf(staff[0], place),
		scheduledAt: staff[0].now,
		ratePerMinute: 1_000_000,
		onePerAddress: false,
		...options,
		reportId: options.reportId ?? (await approvedReport(staff, place)),
	};
	return (await planMailing(staff[0], planned as Parameters<typeof planMailing>[1])).mailingId;
}

/**
 * Donors of the hub who agreed to reports, each with the same kind of made-up name; every fifth reads English.
 * @param addressOf  SQL of `n`
 */
export async function bulkRecipients(
	pool: Pick<pg.Pool, "query">,
	{ institutionId, hubId }: Place,
	count: number,
	addressOf = "'reader' || n || '@example.jp'",
): Promise<void> {
	await pool.query(
		`WITH made AS (
			INSERT INTO donor (id, institution_id, kind, family_name, given_name, email, email_key, lang, search_key, search_grams, identity_key)
			SELECT gen_random_uuid(), $1, 'individual', (ARRAY['泉','髙橋','渡邉','佐藤'])[1 + n % 4], (ARRAY['花子','渡','直子'])[1 + n % 3],
				${addressOf}, lower(${addressOf}), CASE WHEN n % 5 = 0 THEN 'en' ELSE 'ja' END, 'reader ' || n, '{}', 'reader-' || n
			FROM generate_series(1, $3::int) n RETURNING id
		), agreed AS (
			INSERT INTO consent (id, donor_id, purpose, channel, wording_version, wording, lang, source, given_at)
			SELECT gen_random_uuid(), id, 'reports', 'email', '1', '活動報告を受け取る', 'ja', 'test', now() FROM made
		)
		INSERT INTO relationship (donor_id, hub_id) SELECT id, $2 FROM made`,
		[institutionId, hubId, count],
	);
	await pool.query("ANALYZE donor, consent, relationship");
}

/** Each of those donors gave once last year to a fund of the hub, and the gift arrived. */
export async function bulkGiving(pool: Pick<pg.Pool, "query">, { institutionId, hubId }: Place): Promise<void> {
	await pool.query(
		`INSERT INTO gift (id, public_token, hub_id, fund_id, institution_id, donor_id, amount_yen, channel, lang, donor_kind, family_name,
			given_name, email, form_key, payment_status, given_on, created_at)
		SELECT gen_random_uuid(), 'made-' || d.id, $2, f.id, $1, d.id, 3000, 'card', d.lang, 'individual', d.family_name, d.given_name, d.email,
			'made-' || d.id, 'received', date '2025-06-01', timestamptz '2025-06-01'
		FROM donor d, (SELECT id FROM fund WHERE hub_id = $2 ORDER BY slug LIMIT 1) f
		WHERE d.institution_id = $1 AND d.identity_key LIKE 'reader-%'`,
		[institutionId, hubId],
	);
}

/** What the sink's process has written down. */
export function takenBy(file: string): TakenMail[] {
	return readFileSync(file, "utf8")
		.split("\n")
		.filter(Boolean)
		.map((line) => {
			const [messageId = "", to = "", atMs = "0", bytes = "0"] = line.split("\t");
			return { messageId, to, atMs: Number(atMs), bytes: Number(bytes) };
		});
}
