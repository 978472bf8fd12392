import { createStaff } from "~/domain/access/create-staff.server";
import { jobContext } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { openFund } from "~/domain/funds/open-fund.server";
import { publishGiftGoal } from "~/domain/hubs/publish-gift-goal.server";
import { yen } from "~/domain/money/yen";
import { getPrisma } from "~/platform/db/client.server";
import { seedProgramme } from "../../../prisma/seed/programme";
import { STAFF } from "./staff";

/**
 * A small world: the programme's real hubs, funds at three of them, some external money, staff. Gifts are made by the
 * tests, and files run beside each other: one that reads totals gives to a hub nobody else gives to.
 */
export async function seedSmallWorld(): Promise<void> {
	const ctx = await jobContext("e2e");
	await seedProgramme(ctx);
	const prisma = await getPrisma();
	const bySlug = async (slug: string) =>
		prisma.hub.findUniqueOrThrow({ where: { slug }, include: { hosts: { include: { institution: true } } } });
	for (const slug of ["nanolsi", "ircn", "itbm"]) {
		const hub = await bySlug(slug);
		const host = hub.hosts.find(({ isPrimary }) => isPrimary)?.institution;
		if (!host) throw new Error(`${slug} has no host`);
		const common = { hubId: hub.id, institutionId: host.id, receiptIssuerId: host.id };
		const fund = { ...common, taxTreatment: "designated" as const, presetYen: [3_000n, 10_000n, 30_000n] };
		await openFund(ctx, {
			...fund,
			slug: `${slug}-general`,
			nameJa: "拠点の活動全般",
			nameEn: "Where it is needed most",
			purposeJa: "いま最も必要とされるところに使います。",
			purposeEn: "For what is needed most.",
			use: "running",
			sortOrder: 1,
		});
		await openFund(ctx, {
			...fund,
			slug: `${slug}-young`,
			nameJa: "若手研究者の雇用と挑戦",
			nameEn: "Young researchers",
			purposeJa: "若い研究者の雇用と挑戦を支えます。",
			purposeEn: "Posts for young researchers.",
			use: "talent",
			sortOrder: 2,
		});
		const fiscalYear = fiscalYearOf(ctx.now);
		await publishGiftGoal(ctx, { hubId: hub.id, fiscalYear, goalYen: yen(1_500_000) });
		await recordExternalFund(ctx, {
			hubId: hub.id,
			institutionId: host.id,
			category: "joint",
			title: "架空の共同研究",
			funder: "架空の共同研究先",
			use: "research",
			source: "staff",
			sourceKey: `e2e:${slug}:joint`,
			receipts: [1, 2, 3].map((part) => ({
				receivedOn: `${fiscalYear}-04-0${part}`,
				amountYen: 1_234_567n * BigInt(part),
				precision: "yen" as const,
				channel: "bank_transfer" as const,
				sourceKey: `e2e:${slug}:joint:${part}`,
			})),
		});
	}
	for (const { hub, ...staff } of Object.values(STAFF)) {
		const scope = hub ? { kind: "hub" as const, hubId: (await bySlug(hub)).id } : { kind: "programme" as const };
		await createStaff(ctx, { ...staff, grants: [{ role: staff.role, scope }] });
	}
}
