import { Temporal } from "temporal-polyfill";
import { type Ctx, contextFor, publicContext } from "~/domain/access/ctx.server";
import { jstDay } from "~/domain/calendar/fiscal-year";
import { changeDonorSchema } from "~/domain/donors/loose-donor.schema";
import { agePledges } from "~/domain/pledges/age-pledges.server";
import { amendPledge } from "~/domain/pledges/amend-pledge.server";
import { changeReminders } from "~/domain/pledges/change-reminders.server";
import { createPledge } from "~/domain/pledges/create-pledge.server";
import { decideWriteOff } from "~/domain/pledges/decide-write-off.server";
import { pledgePaymentSchema } from "~/domain/pledges/pledge-payment.schema";
import { recordPledgePayment } from "~/domain/pledges/record-pledge-payment.server";
import { requestWriteOff } from "~/domain/pledges/request-write-off.server";
import type { RespreadRule } from "~/domain/pledges/respread";
import type { RepeatRule } from "~/domain/pledges/schedule";
import { startPledgeSchema } from "~/domain/pledges/start-pledge.schema";
import { startPledge } from "~/domain/pledges/start-pledge.server";
import { getPrisma } from "~/platform/db/client.server";
import { demoLogins } from "./demo-logins";

type DemoPledge = {
	hub: string;
	donor: Record<string, string>;
	amountYen: bigint;
	/** the first day of that month, so many months before this one; negative is to come */
	monthsAgo: number;
	rule: Pick<RepeatRule, "unit" | "every" | "count"> & { day?: RepeatRule["day"] };
	/** of so many months after the start, in thousands of yen */
	paid?: [monthsAfter: number, thousandYen: number][];
	respreadRule?: RespreadRule;
	status?: "draft";
	signatory?: string;
	conditions?: string;
	/** then given up with approval, in thousands of yen, or only asked for */
	writeOff?: { thousandYen: number; decided: boolean };
	amendTo?: bigint;
	quiet?: boolean;
};

const company = (companyName: string, companyNameKana: string, contactName: string, mail: string) => ({
	...{ donorKind: "company", companyName, companyNameKana, contactName, email: `${mail}@example.jp` },
	...{ postalCode: "100-0000", prefecture: "東京都", city: "千代田区", addressLine: "架空1-2-3" },
});
const person = (family: string, given: string, kana: [string, string], mail: string) => ({
	...{ donorKind: "individual", familyName: family, givenName: given, email: `${mail}@example.jp` },
	...{ familyNameKana: kana[0], givenNameKana: kana[1] },
	...{ postalCode: "920-0000", prefecture: "石川県", city: "金沢市", addressLine: "架空町4-5" },
});

const MONTHLY = { unit: "month", every: 1 } as const;
const YEARLY = { unit: "year", every: 1 } as const;

/** Invented promises in every state a hub meets. */
const PLEDGES: DemoPledge[] = [
	{
		hub: "nanolsi",
		donor: company("株式会社いずみ計測（架空）", "イズミケイソク", "髙橋（総務部）", "pledge-keisoku"),
		...{ amountYen: 50_000_000n, monthsAgo: 14, rule: { ...YEARLY, day: "last", count: 5 } },
		...{
			paid: [[0, 10_000]],
			signatory: "代表取締役　架空 太郎",
			conditions: "年に一度、研究の進みをお知らせください。",
		},
	},
	{
		hub: "nanolsi",
		donor: company("泉野精機株式会社（架空）", "イズミノセイキ", "渡邉（経営企画室）", "pledge-seiki"),
		...{ amountYen: 12_000_000n, monthsAgo: 11, rule: { unit: "month", every: 3, day: 25, count: 4 } },
		paid: [
			[0, 3_000],
			[3, 2_000],
		],
	},
	{
		hub: "nanolsi",
		donor: person("泉", "花子", ["イズミ", "ハナコ"], "pledge-izumi"),
		...{ amountYen: 360_000n, monthsAgo: 7, rule: { ...MONTHLY, day: 27, count: 36 } },
		paid: [0, 1, 2, 3, 4, 5, 6].map((month): [number, number] => [month, 10]),
	},
	{
		hub: "ircn",
		donor: company("湧水ソフトウェア株式会社（架空）", "ユウスイソフトウェア", "佐藤（広報部）", "pledge-yusui"),
		...{ amountYen: 30_000_000n, monthsAgo: 16, rule: { unit: "month", every: 6, count: 6 }, respreadRule: "even" },
		paid: [
			[0, 5_000],
			[6, 8_000],
		],
	},
	{
		hub: "ircn",
		donor: company("せせらぎ製薬株式会社（架空）", "セセラギセイヤク", "鈴木（研究推進部）", "pledge-seseragi"),
		...{ amountYen: 20_000_000n, monthsAgo: 17, rule: { unit: "month", every: 4, day: "last", count: 4 } },
		...{ paid: [[0, 5_000]], writeOff: { thousandYen: 15_000, decided: true } },
	},
	{
		hub: "ircn",
		donor: person("廣瀬", "修", ["ヒロセ", "オサム"], "pledge-hirose"),
		...{ amountYen: 1_000_000n, monthsAgo: 8, rule: { ...MONTHLY, count: 10 } },
		...{ paid: [[0, 300]], writeOff: { thousandYen: 400, decided: false }, quiet: true },
	},
	{
		hub: "ipmu",
		donor: company("一般財団法人みなもと振興会（架空）", "ミナモトシンコウカイ", "山﨑（事務局）", "pledge-minamoto"),
		...{ amountYen: 15_000_000n, monthsAgo: 12, rule: { unit: "month", every: 6, count: 2 } },
		paid: [
			[0, 7_500],
			[6, 7_500],
		],
	},
	{
		hub: "ipmu",
		donor: person("濵田", "恵子", ["ハマダ", "ケイコ"], "pledge-hamada"),
		...{ amountYen: 5_000_000n, monthsAgo: 13, rule: { ...YEARLY, day: 15, count: 5 } },
		paid: [
			[0, 1_000],
			[10, 1_000],
		],
	},
	{
		hub: "ashbi",
		donor: company("㈱せとうち顕微鏡（架空）", "セトウチケンビキョウ", "清水（営業本部）", "pledge-setouchi"),
		...{ amountYen: 8_000_000n, monthsAgo: 9, rule: { unit: "month", every: 6, day: "last", count: 4 } },
		...{ paid: [[0, 2_000]], amendTo: 12_000_000n },
	},
	{
		hub: "itbm",
		donor: company("みやこ分析工業株式会社（架空）", "ミヤコブンセキコウギョウ", "林（管理部）", "pledge-miyako"),
		...{ amountYen: 6_000_000n, monthsAgo: 10, rule: { unit: "month", every: 3, count: 3 } },
		writeOff: { thousandYen: 6_000, decided: true },
	},
	{
		hub: "icems",
		donor: company("かすみ電子株式会社（架空）", "カスミデンシ", "森（社長室）", "pledge-kasumi"),
		...{ amountYen: 9_000_000n, monthsAgo: -3, rule: { ...YEARLY, count: 3 }, status: "draft" },
	},
];

/** Promises of companies and people at several hubs: on time, late, fulfilled, written off, amended, drafted, made online. */
export async function seedDemoPledges(ctx: Ctx): Promise<void> {
	const officer = await staffOf(ctx, "officer");
	const admin = await staffOf(ctx, "admin");
	const month = jstDay(ctx.now).with({ day: 1 });
	for (const demo of PLEDGES) {
		const fund = await fundOf(demo.hub);
		if (fund) await makePledge({ ctx, officer, admin }, demo, fund.id, month.subtract({ months: demo.monthsAgo }));
	}
	await makeOnline(ctx);
	await agePledges(ctx);
}

type Staff = { ctx: Ctx; officer: Ctx; admin: Ctx };

async function makePledge(
	{ ctx, officer, admin }: Staff,
	demo: DemoPledge,
	fundId: string,
	start: Temporal.PlainDate,
): Promise<void> {
	const isPast = demo.monthsAgo > 0;
	const at = (who: Ctx, day: Temporal.PlainDate): Ctx => ({ ...who, now: earlier(ctx.now, day) });
	const { pledgeId } = await createPledge(isPast ? at(admin, start) : admin, {
		donorId: null,
		donor: changeDonorSchema.parse(demo.donor),
		...{ fundId, amountYen: demo.amountYen, startOn: start.toString(), rule: { day: null, ...demo.rule } },
		...{ status: demo.status ?? "active", source: "paper", lang: "ja", tellDonor: false },
		signedOn: isPast ? start.subtract({ days: 10 }).toString() : null,
		signatory: demo.signatory ?? "",
		conditions: demo.conditions ?? "",
		note: "見本の誓約です。",
		respreadRule: demo.respreadRule ?? "carry",
	});
	for (const [monthsAfter, thousandYen] of demo.paid ?? []) {
		const day = start.add({ months: monthsAfter, days: 19 });
		if (Temporal.PlainDate.compare(day, jstDay(ctx.now)) > 0) continue;
		const by = at(admin, day);
		const sent = {
			...{ amountYen: thousandYen * 1000, receivedOn: day.toString(), channel: "bank_transfer" },
			...{ remitter: "ｲｽﾞﾐ ｾｲﾔｸ", ordinal: monthsAfter + 1, note: "誓約の分割払い", overConfirmed: true },
		};
		await recordPledgePayment(by, { ...pledgePaymentSchema(by.now).parse(sent), pledgeId });
	}
	if (demo.amendTo) {
		const startOn = jstDay(ctx.now).add({ months: 2 }).with({ day: 1 }).toString();
		const rule = { unit: "year", every: 1, day: "last", count: 3 } as const;
		await amendPledge(admin, { pledgeId, amountYen: demo.amendTo, startOn, rule, reason: "増額のお申し出による変更" });
	}
	if (demo.quiet) await changeReminders(admin, { pledgeId, on: false });
	if (!demo.writeOff) return;
	const { thousandYen, decided } = demo.writeOff;
	const amountYen = BigInt(thousandYen) * 1000n;
	const asked = {
		pledgeId,
		amountYen,
		ground: "insolvent",
		reason: "事業の再編により続けられないとのお申し出",
	} as const;
	const { writeOffId } = await requestWriteOff(officer, asked);
	if (decided) await decideWriteOff(admin, { writeOffId, approve: true, note: "役員会の議事録を確認しました。" });
}

/** A promise made on the hub's own page, waiting for staff. */
async function makeOnline(ctx: Ctx): Promise<void> {
	const fund = await fundOf("nanolsi");
	if (!fund) return;
	const today = jstDay(ctx.now);
	const startOn = today.add({ months: 1 }).toString();
	const fields = startPledgeSchema({
		minYen: 1n,
		today: today.toString(),
		lastStart: today.add({ years: 1 }).toString(),
	}).parse({
		...person("森", "結衣", ["モリ", "ユイ"], "pledge-mori"),
		...{ fundId: fund.id, amountYen: "600000", startOn, repeat: "month", day: "last", count: "12", declared: "on" },
	});
	const visitor = await publicContext(new Request("http://localhost/"), "ja");
	await startPledge(visitor, { hubSlug: "nanolsi", fields });
}

async function fundOf(slug: string): Promise<{ id: string } | null> {
	const prisma = await getPrisma();
	const where = { status: "open", use: "running", hub: { slug } };
	return prisma.fund.findFirst({ where, orderBy: { sortOrder: "asc" }, select: { id: true } });
}

/** Somebody of the demo's staff; the officer stands for all hubs here, so that each write-off has two persons. */
async function staffOf(ctx: Ctx, role: "officer" | "admin"): Promise<Ctx> {
	const login = demoLogins.find(({ grant }) => grant.role === role);
	const prisma = await getPrisma();
	const user = await prisma.user.findUniqueOrThrow({ where: { email: login?.email ?? "" } });
	const { id: userId, name, email } = user;
	const grants = [{ role, scope: { kind: "programme" as const } }];
	return { ...(await contextFor({ kind: "staff", userId, name, email, grants })), now: ctx.now };
}

/** Noon in Japan of a day, and never after now. */
function earlier(now: Date, day: Temporal.PlainDate): Date {
	const noon = new Date(`${day}T12:00:00+09:00`);
	return noon < now ? noon : now;
}
