import { jobContext } from "~/domain/access/ctx.server";
import { createReport } from "~/domain/reports/create-report.server";
import { decideReport } from "~/domain/reports/decide-report.server";
import { emptyBlock } from "~/domain/reports/report-blocks";
import { getPrisma } from "~/platform/db/client.server";
import type { AccessLines } from "./lines";
import { ADMINS, answers, EVERYBODY, ownRow } from "./lines";

const ofHub = ownRow(EVERYBODY.filter((who) => who !== "officer of IRCN"));

/** A report says nothing of one donor: whoever has a role there reads it; writers write it. */
export const reportAccess: AccessLines = {
	console: {
		"routes/console/reports.tsx": () => 200,
		"routes/console/report-new.tsx": answers([...ADMINS, "officer", "communicator", "officer of IRCN"]),
		"routes/console/report.tsx": ofHub,
		"routes/console/report-figure.tsx": ofHub,
		"routes/console/report-preview.tsx": ofHub,
		"routes/console/report-preview-page.tsx": ofHub,
		"routes/console/report-preview-mail.ts": ofHub,
		"routes/console/report-preview-pdf.ts": ofHub,
	},
	api: {
		"routes/api/v1/reports.ts": () => 200,
		"routes/api/v1/report.ts": ofHub,
	},
	takesPost: [],
	onlyPost: [],
	rows: async (world, ownGift) => {
		const { hubId, institutionId } = await world.gift(ownGift);
		const job = await jobContext("test");
		const { reportId } = await createReport(job, {
			...{ hubId, institutionId, kind: "impact", titleJa: "2026年度 活動報告", titleEn: "Report of FY2026" },
			...{ from: "2026-04-01", to: "2027-03-31" },
			blocks: [{ ...emptyBlock("figures", "figures"), keys: ["gifts_kept"] }],
		});
		const prisma = await getPrisma();
		await prisma.report.update({ where: { id: reportId }, data: { status: "in_review", submittedBy: "somebody" } });
		await decideReport(job, { reportId, approve: true });
		return { reportId, figure: "gifts_kept" };
	},
};
