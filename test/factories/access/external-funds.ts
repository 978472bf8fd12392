import { jobContext } from "~/domain/access/ctx.server";
import { recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { recordSpending } from "~/domain/spending/record-spending.server";
import type { TestWorld } from "../world";
import { type AccessLines, ADMINS, answers, ownRow, type Who } from "./lines";

/** Who looks after awards of NanoLSI; figures without a donor are read by every role of the hub. */
const WRITES: Who[] = [...ADMINS, "finance", "officer"];
const READS: Who[] = [...WRITES, "secretariat", "communicator", "viewer"];
const everywhere = () => 200;
/** The secretariat, communicators and viewers read it and change nothing. */
const changes = (who: Who) => (WRITES.includes(who) ? 200 : who === "officer of IRCN" ? 404 : 403);

export const externalFundsAccess: AccessLines = {
	console: {
		"routes/console/external-funds.tsx": everywhere,
		"routes/console/external-funds-csv.ts": (who) => (who === "communicator" ? 403 : 200),
		"routes/console/external-fund-new.tsx": answers([...WRITES, "officer of IRCN"]),
		"routes/console/external-fund.tsx": ownRow(READS),
		"routes/console/external-fund-edit.tsx": changes,
		"routes/console/external-fund-years.tsx": changes,
		"routes/console/spending.tsx": everywhere,
		"routes/console/spending-csv.ts": (who) => (who === "communicator" ? 403 : 200),
		"routes/console/spending-new.tsx": answers([...WRITES, "officer of IRCN"]),
		"routes/console/spending-line.tsx": ownRow(READS),
	},
	api: {
		"routes/api/v1/external-funds.ts": everywhere,
		"routes/api/v1/external-fund.ts": ownRow(READS),
		"routes/api/v1/spending.ts": everywhere,
	},
	takesPost: ["routes/api/v1/external-funds.ts", "routes/api/v1/spending.ts"],
	onlyPost: ["routes/api/v1/external-fund-receipts.ts"],
	rows: makeRows,
};

async function makeRows(world: TestWorld): Promise<Record<string, string>> {
	const ctx = await jobContext("test");
	const { prisma } = world.database;
	const hub = await prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" }, include: { hosts: true } });
	const { id: externalFundId } = await recordExternalFund(ctx, {
		hubId: hub.id,
		institutionId: hub.hosts.find(({ isPrimary }) => isPrimary)?.institutionId ?? "",
		category: "joint",
		title: "探針の共同研究",
		funder: "泉精密株式会社",
		use: "research",
		source: "staff",
		years: [{ fiscalYear: 2026, plannedYen: 5_000_000n, decidedYen: 5_000_000n }],
		receipts: [{ receivedOn: "2026-04-30", amountYen: 5_000_000n }],
	});
	const { spendingLineId } = await recordSpending(ctx, {
		externalFundId,
		spentOn: "2026-05-01",
		expenseItem: "equipment",
		description: "探針",
		amountYen: 1_000n,
	});
	return { externalFundId, spendingLineId };
}
