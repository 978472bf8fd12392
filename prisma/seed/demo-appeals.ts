import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { type AppealInput, appealSchema } from "~/domain/appeals/appeal.schema";
import type { AppealChannel } from "~/domain/appeals/appeal.status";
import { freezeLetters, listLetters, postLetters } from "~/domain/appeals/appeal-letters.server";
import { createAppeal } from "~/domain/appeals/create-appeal.server";
import { decideAppeal, submitAppeal } from "~/domain/appeals/decide-appeal.server";
import { getAppeal } from "~/domain/appeals/get-appeal.server";
import { firstDayOf, fiscalYearOf, jstDay } from "~/domain/calendar/fiscal-year";
import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { yen } from "~/domain/money/yen";
import { countSegment } from "~/domain/segments/count-segment.server";
import { keepSegment } from "~/domain/segments/keep-segment.server";
import type { SegmentRule, SegmentRules } from "~/domain/segments/segment-rules";
import { getPrisma } from "~/platform/db/client.server";
import { demoAppealText } from "./demo-appeal-texts";

type Place = { hubId: string; institutionId: string };
type Writers = { writer: Ctx; second: Ctx };

const ever = { period: "ever", from: null, to: null } as const;
const all = (...rules: SegmentRule[]): SegmentRules => ({ match: "all", rules });

/** Audiences a development officer comes back to. The last made is the one reports go to. */
const SEGMENTS: { key: string; name: string; rules: SegmentRules }[] = [
	{ key: "lapsed", name: "昨年度に寄附し、今年度はまだの方", rules: all({ fact: "lapsedLastYear", not: false }) },
	{
		key: "new",
		name: "初めての寄附から90日以内の方（お礼の電話を）",
		rules: all({ fact: "firstGiftWithin", not: false, days: 90 }),
	},
	{
		key: "monthly",
		name: "毎月の寄附が半年続いている方",
		rules: all({ fact: "monthlyFor", not: false, months: 6 }, { fact: "monthlyPlan", not: false }),
	},
	{
		key: "large",
		name: "累計10万円以上で、担当がまだいない方",
		rules: all(
			{ fact: "totalYen", not: false, min: 100_000, max: null, ...ever },
			{ fact: "officer", not: false, officerId: null },
		),
	},
	{ key: "overdue", name: "誓約の期日が過ぎている方", rules: all({ fact: "pledgeOverdue", not: false }) },
	{
		key: "letters",
		name: "手紙を送れる、これまでの寄附者",
		rules: all(
			{ fact: "postalAddress", not: false },
			{ fact: "giftCount", not: false, min: 1, max: null, ...ever },
			{ fact: "monthlyPlan", not: true },
		),
	},
	{
		key: "reports",
		name: "報告のメールに同意された方",
		rules: all({ fact: "consent", not: false, purpose: "reports" }),
	},
];

/** Invented audiences of two hubs; a letter that went out and was answered, and a mail that waits to be sent. */
export async function seedDemoAppeals(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	if ((await prisma.segment.count()) > 0) return;
	const second = await staffOf(ctx, "admin@izumi.example", "admin", { kind: "programme" });
	if (second === null) return;
	for (const slug of ["nanolsi", "ircn"] as const) {
		const hub = await prisma.hub.findUnique({ where: { slug }, include: { hosts: true } });
		const institutionId = hub?.hosts.find(({ isPrimary }) => isPrimary)?.institutionId;
		if (!hub || institutionId === undefined) continue;
		const place = { hubId: hub.id, institutionId };
		const writer = await staffOf(ctx, `officer@${slug}.example`, "officer", { kind: "hub", hubId: hub.id });
		if (writer === null) continue;
		const segments = new Map<string, string>();
		for (const { key, name, rules } of SEGMENTS) {
			segments.set(key, (await keepSegment(writer, { ...place, name, rules })).segmentId);
		}
		await seedLetter({ writer, second }, slug, place, segments.get("letters") ?? "");
		const mail = appealSchema.parse({
			...demoAppealText[slug].mail,
			segmentId: segments.get("lapsed"),
			costYen: "8,000",
		});
		await approve({ writer, second }, place, mail, "mail");
	}
}

async function staffOf(ctx: Ctx, email: string, role: Grant["role"], scope: Grant["scope"]): Promise<Ctx | null> {
	const user = await (await getPrisma()).user.findUnique({ where: { email } });
	if (!user) return null;
	const { id: userId, name } = user;
	return { ...(await contextFor({ kind: "staff", userId, name, email, grants: [{ role, scope }] })), now: ctx.now };
}

async function approve({ writer, second }: Writers, place: Place, words: AppealInput, channel: AppealChannel) {
	const { appealId } = await createAppeal(writer, { ...place, ...words, channel });
	await submitAppeal(writer, { appealId });
	await decideAppeal(second, { appealId, approve: true, note: "よいお手紙です。" });
	return appealId;
}

/** Days after it was posted, and thousands of yen, of those who answered by bank transfer with the code beside their name. */
const ANSWERS = [
	[4, 10],
	[6, 30],
	[6, 5],
	[9, 100],
	[15, 10],
] as const;
const POSTED_DAYS_AGO = 30;

async function seedLetter(by: Writers, slug: "nanolsi" | "ircn", place: Place, segmentId: string): Promise<void> {
	const { writer } = by;
	const words = appealSchema.parse({ ...demoAppealText[slug].letter, segmentId });
	const appealId = await approve(by, place, words, "letter");
	const letters = SEGMENTS.find(({ key }) => key === "letters");
	if (!letters || (await countSegment(writer, { ...place, rules: letters.rules })) === 0) return;
	await freezeLetters(writer, appealId);
	const postedOn = jstDay(writer.now).subtract({ days: POSTED_DAYS_AGO });
	await postLetters(writer, { appealId, postedOn: postedOn.toString(), costYen: yen(36_400) });
	const { code } = await getAppeal(writer, appealId);
	const fund = await (await getPrisma()).fund.findFirst({ where: place, orderBy: { sortOrder: "asc" } });
	if (!fund) return;
	const answered = await listLetters(writer, { appealId, complete: true, limit: ANSWERS.length });
	for (const [index, { donorId }] of answered.entries()) {
		const [days = 0, thousand = 0] = ANSWERS[index] ?? [];
		const receivedOn = postedOn.add({ days });
		// A year that ended meanwhile is closed.
		if (receivedOn.toString() < firstDayOf(fiscalYearOf(writer.now)).toString()) continue;
		const typed = { fundId: fund.id, donorId, amountYen: String(thousand * 1000), channel: "bank_transfer" };
		const rest = { receivedOn: receivedOn.toString(), appealCode: code, note: "手紙のコードあり" };
		await enterGift(writer, enterGiftSchema(writer.now).parse({ ...typed, ...rest }));
	}
}
