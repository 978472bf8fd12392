import type { Ctx } from "~/domain/access/ctx.server";
import { fiscalYearOf, jstDayString } from "~/domain/calendar/fiscal-year";
import { type ExternalFundInput, recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { returnExternalFund } from "~/domain/external-funds/return-external-fund.server";
import type { Use } from "~/domain/ledger/kinds";
import type { ExpenseItem } from "~/domain/spending/expense-items";
import { getFundBalance } from "~/domain/spending/get-fund-balance.server";
import { recordSpending } from "~/domain/spending/record-spending.server";
import { getPrisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { DEMO_AWARDS, DEMO_GIFT_SPENDING, DEMO_INVESTIGATORS, DEMO_SPENDING, type DemoAward } from "./demo-awards";

type Hub = { id: string; slug: string; hosts: { isPrimary: boolean; institution: { id: string } }[] };
type Year = NonNullable<ExternalFundInput["years"]>[number];
type Receipt = NonNullable<ExternalFundInput["receipts"]>[number] & { fiscalYearOfIt: number };

const MILLION = 1_000_000;
const AT_ONCE = 6;
/** The awards whose spending is shown line by line. */
const SPENT: readonly string[] = ["kiban-s", "crest", "kyodo", "kokusai", "host-posts"];

/** The invented awards, host contributions and spending of every hub: about what such a hub lives on. */
export async function seedDemoExternalFunds(ctx: Ctx, hubs: readonly Hub[]): Promise<void> {
	const places = hubs.flatMap((hub, index) => {
		const institution = hub.hosts.find((host) => host.isPrimary)?.institution;
		if (!institution) return [];
		const awards = DEMO_AWARDS.filter((award) => hasIt(award, index));
		return awards.map((award, number) => ({ award, hub, index, number, institutionId: institution.id }));
	});
	for (let next = 0; next < places.length; next += AT_ONCE) {
		await Promise.all(places.slice(next, next + AT_ONCE).map((place) => seedAward(ctx, place)));
	}
}

/** What the gifts of each fund bought, after the gifts themselves are there: never more than came. */
export async function seedDemoGiftSpending(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	const funds = await prisma.fund.findMany({ where: { hubId: { not: null } }, orderBy: { slug: "asc" } });
	const today = jstDayString(ctx.now);
	for (const fund of funds) {
		const { years } = await getFundBalance(ctx, { fundId: fund.id });
		const lines = DEMO_GIFT_SPENDING[fund.use as Use] ?? [];
		await inTransaction(ctx, async () => {
			for (const { fiscalYear, receivedYen } of years) {
				for (const [line, [expenseItem, percent, description]] of lines.entries()) {
					const spentOn = dayIn(fiscalYear, 9 + line, 14, today);
					const amountYen = (receivedYen * BigInt(percent)) / 100n;
					if (spentOn === null || amountYen < 1000n) continue;
					const voucher = `D-${fund.slug}-${line + 1}`;
					await recordSpending(ctx, { fundId: fund.id, spentOn, expenseItem, description, amountYen, voucher });
				}
			}
		});
	}
}

const hasIt = (award: DemoAward, index: number): boolean => {
	if (award.oneIn !== undefined) return (index + award.yearThousand) % award.oneIn === 0;
	// Not every hub has every kind of money; what the host gives, all have.
	return award.category === "host" || (index * 7 + award.yearThousand) % 9 !== 4;
};

/** A day of a fiscal year; null when it is still to come. */
function dayIn(fiscalYear: number, month: number, day: number, today: string): string | null {
	const year = month >= 4 ? fiscalYear : fiscalYear + 1;
	const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
	return text <= today ? text : null;
}

type Place = { award: DemoAward; hub: Hub; index: number; number: number; institutionId: string };

/** A year's yen: hubs differ in size, and years a little among themselves. */
function yenOf({ award, index }: Place, year: number): number {
	const size = 82 + ((index * 29) % 47);
	const drift = 94 + ((index * 13 + (year + 9) * 17) % 13);
	const yen = Math.trunc((award.yearThousand * 1000 * size * drift) / 10_000);
	return award.millions ? Math.trunc(yen / MILLION) * MILLION : yen - (yen % 1300);
}

async function seedAward(ctx: Ctx, place: Place): Promise<void> {
	const { award, hub, index, number, institutionId } = place;
	const now = fiscalYearOf(ctx.now);
	const today = jstDayString(ctx.now);
	const decision = award.decision ?? "decided";
	const years = Array.from({ length: award.to - award.from + 1 }, (_, step) => award.from + step);
	const receipts = decision === "decided" ? years.flatMap((year) => receiptsOf(place, now, year, today)) : [];
	const firstDay = `${now + award.from}-04-01`;
	const { id } = await recordExternalFund(ctx, {
		...{
			hubId: hub.id,
			institutionId,
			category: award.category,
			title: award.title,
			funder: award.funder,
			use: award.use,
		},
		...{
			hostKind: award.hostKind ?? null,
			valuationBasis: award.valuationBasis ?? "",
			decision,
			source: "demo" as const,
		},
		number:
			award.category === "host"
				? ""
				: `DEMO-${String(index + 1).padStart(2, "0")}-${String(number + 1).padStart(2, "0")}`,
		principalInvestigator:
			award.category === "host" ? "" : (DEMO_INVESTIGATORS[(index + number) % DEMO_INVESTIGATORS.length] ?? ""),
		startsOn: firstDay,
		endsOn: `${now + award.to + 1}-03-31`,
		hubShareBasisPoints: (award.sharePercent ?? 100) * 100,
		decidedOn: decision === "pending" ? null : firstDay <= today ? firstDay : today,
		sourceKey: `demo:${hub.slug}:${award.key}`,
		years: years.map((year) => yearOf(place, now, year, decision)),
		receipts: receipts.map(({ fiscalYearOfIt: _, ...receipt }) => receipt),
	});
	if (decision !== "decided") return;
	const { returns } = award;
	const returnedOn = returns && dayIn(now + returns.year + 1, 5, 20, today);
	if (returns && returnedOn) {
		const amountYen = BigInt(returns.yen);
		const entryKey = `demo:${hub.slug}:${award.key}:returned`;
		await returnExternalFund(ctx, {
			externalFundId: id,
			receivedOn: returnedOn,
			amountYen,
			note: "額の確定による返還",
			entryKey,
		});
	}
	await seedSpending(ctx, { ...place, id, receipts, today });
}

function yearOf(place: Place, now: number, year: number, decision: string): Year {
	const { award } = place;
	const yen = yenOf(place, year);
	const decided = decision === "decided" && year <= (award.decidedTo ?? award.to);
	const indirect = Math.trunc((yen * 3) / 13);
	return {
		fiscalYear: now + year,
		plannedYen: BigInt(yen),
		decidedYen: decided ? BigInt(yen) : null,
		directYen: decided && award.indirect ? BigInt(yen - indirect) : null,
		indirectYen: decided && award.indirect ? BigInt(indirect) : null,
		carriedOverYen:
			decided && award.carries?.year === year ? BigInt(Math.trunc((yen * award.carries.percent) / 100)) : 0n,
		returnedYen: decided && award.returns?.year === year ? BigInt(award.returns.yen) : 0n,
		precision: award.millions ? "million_yen" : "yen",
	};
}

/** Grants come in two parts, contracts at once, what a host gives by half-years. */
function receiptsOf(place: Place, now: number, year: number, today: string): Receipt[] {
	const { award, hub, index } = place;
	const fiscalYear = now + year;
	const ownYen = Math.trunc((yenOf(place, year) * (award.sharePercent ?? 100)) / 100);
	const halves = award.category === "host" || award.indirect === true;
	const months = award.category === "host" ? [9, 3] : halves ? [7, 11] : [5 + (index % 5)];
	const day = award.category === "host" ? 30 : 12 + (index % 9);
	return months.flatMap((month, part) => {
		const receivedOn = dayIn(fiscalYear, month, day, today);
		if (receivedOn === null) return [];
		const half = Math.trunc(ownYen / months.length);
		const yen = part === 0 ? ownYen - half * (months.length - 1) : half;
		const amountYen = BigInt(award.millions ? Math.trunc(yen / MILLION) * MILLION : yen);
		return [
			{
				receivedOn,
				amountYen,
				indirectYen: award.indirect ? (amountYen * 3n) / 13n : 0n,
				precision: award.millions ? ("million_yen" as const) : ("yen" as const),
				channel:
					award.hostKind === "posts" || award.hostKind === "space" ? ("in_kind" as const) : ("bank_transfer" as const),
				sourceKey: `demo:${hub.slug}:${award.key}:${fiscalYear}:${month}`,
				fiscalYearOfIt: fiscalYear,
			},
		];
	});
}

async function seedSpending(
	ctx: Ctx,
	input: Place & { id: string; receipts: readonly Receipt[]; today: string },
): Promise<void> {
	const { award, hub, id, receipts, today, number } = input;
	if (!SPENT.includes(award.key)) return;
	const now = fiscalYearOf(ctx.now);
	const lines: readonly [ExpenseItem, number, string][] = DEMO_SPENDING[award.category] ?? [];
	for (const fiscalYear of [now - 1, now]) {
		const received = receipts
			.filter((receipt) => receipt.fiscalYearOfIt === fiscalYear)
			.reduce((sum, { amountYen }) => sum + amountYen, 0n);
		for (const [line, [expenseItem, percent, description]] of lines.entries()) {
			if (fiscalYear < now && line > 1) continue;
			const spentOn = dayIn(fiscalYear, 8 + line, 18, today);
			const amountYen = (received * BigInt(percent)) / 100n;
			if (spentOn === null || amountYen < 1000n) continue;
			const voucher = `D-${hub.slug}-${number + 1}-${line + 1}`;
			await recordSpending(ctx, { externalFundId: id, spentOn, expenseItem, description, amountYen, voucher });
		}
	}
}
