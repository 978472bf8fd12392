import sharp from "sharp";
import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { firstDayOf, fiscalYearOf, jstDayString, lastDayOf } from "~/domain/calendar/fiscal-year";
import { storeImage } from "~/domain/images/store-image.server";
import { createReport } from "~/domain/reports/create-report.server";
import { decideReport } from "~/domain/reports/decide-report.server";
import { submitReport } from "~/domain/reports/submit-report.server";
import { getPrisma } from "~/platform/db/client.server";
import { demoReportText } from "./demo-report-texts";

type Place = { hubId: string | null; institutionId: string };
type Writers = { writer: Ctx; second: Ctx };

/**
 * Invented reports: last fiscal year's of two hubs, approved and ready to be sent; this year's, being written; and what each
 * donor of one institution gave in a year.
 */
export async function seedDemoReports(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	if ((await prisma.report.count()) > 0) return;
	const second = await staffOf(ctx, "admin@izumi.example", "admin", { kind: "programme" });
	if (second === null) return;
	for (const slug of ["nanolsi", "ircn"] as const) {
		const hub = await prisma.hub.findUnique({ where: { slug }, include: { hosts: true } });
		const institutionId = hub?.hosts.find(({ isPrimary }) => isPrimary)?.institutionId;
		if (!hub || institutionId === undefined) continue;
		const scope = { kind: "hub" as const, hubId: hub.id };
		const writer = (await staffOf(ctx, `officer@${slug}.example`, "officer", scope)) ?? ctx;
		const place = { hubId: hub.id, institutionId };
		await seedImpactReport({ writer, second }, slug, place);
		if (slug !== "nanolsi") continue;
		await seedDraft(writer, place);
		await seedStatement({ writer: ctx, second }, { hubId: null, institutionId });
	}
}

async function staffOf(ctx: Ctx, email: string, role: Grant["role"], scope: Grant["scope"]): Promise<Ctx | null> {
	const user = await (await getPrisma()).user.findUnique({ where: { email } });
	if (!user) return null;
	const { id: userId, name } = user;
	return { ...(await contextFor({ kind: "staff", userId, name, email, grants: [{ role, scope }] })), now: ctx.now };
}

async function seedImpactReport({ writer, second }: Writers, slug: "nanolsi" | "ircn", place: Place): Promise<void> {
	const year = fiscalYearOf(writer.now) - 1;
	const prisma = await getPrisma();
	const newest = { orderBy: { id: "desc" as const }, select: { id: true } };
	const { hubId, institutionId } = place;
	const story = await prisma.story.findFirst({ where: { hubId, status: "published" }, ...newest });
	const segment = await prisma.segment.findFirst({ where: { hubId, institutionId }, ...newest });
	const { imageId } = await storeImage(writer, {
		...{ bytes: await pictureOf(slug), fileName: `${slug}.png`, hubId },
		...demoReportText[slug].picture,
	});
	const blocks = demoReportText[slug].blocks({ year, imageId, storyId: story?.id ?? null });
	const { reportId } = await createReport(writer, {
		...place,
		kind: "impact",
		titleJa: `${year}年度 活動報告`,
		titleEn: `Report of fiscal year ${year}`,
		...{ from: firstDayOf(year).toString(), to: lastDayOf(year).toString(), segmentId: segment?.id ?? null },
		blocks: await withoutEmptyBooks(place, year, blocks),
	});
	await submitReport(writer, { reportId });
	await decideReport(second, { reportId, approve: true, note: "台帳と照らし合わせました。よい報告です。" });
}

/** Where the demo has no gifts (a Stripe key is set) nothing was bought either: such a block would say nothing. */
async function withoutEmptyBooks<B extends { kind: string }>(place: Place, year: number, blocks: B[]): Promise<B[]> {
	const { hubId, institutionId } = place;
	const bought = { hubId, institutionId, fiscalYear: year, fundId: { not: null }, voidedAt: null };
	const isBought = (await (await getPrisma()).spendingLine.count({ where: bought })) > 0;
	return blocks.filter(({ kind }) => kind !== "spending" || isBought);
}

async function seedDraft(writer: Ctx, place: Place): Promise<void> {
	const year = fiscalYearOf(writer.now);
	await createReport(writer, {
		...{ ...place, kind: "impact", start: "template" },
		titleJa: `${year}年度 活動報告（中間）`,
		titleEn: `Report of fiscal year ${year} so far`,
		...{ from: firstDayOf(year).toString(), to: jstDayString(writer.now) },
	});
}

async function seedStatement({ writer, second }: Writers, place: Place): Promise<void> {
	const year = fiscalYearOf(writer.now) - 1;
	const { reportId } = await createReport(writer, {
		...{ ...place, kind: "statement", blocks: demoReportText.statement(year) },
		titleJa: `${year}年度 ご寄附のまとめ`,
		titleEn: `Your giving in fiscal year ${year}`,
		...{ from: firstDayOf(year).toString(), to: lastDayOf(year).toString() },
	});
	await submitReport(writer, { reportId });
	await decideReport(second, { reportId, approve: true });
}

/** Drawn here, of shapes: a lattice of molecules, and a net of nerve cells. */
function pictureOf(slug: "nanolsi" | "ircn"): Promise<Uint8Array> {
	const [width, height] = [1600, 1000];
	const shapes =
		slug === "nanolsi"
			? Array.from({ length: 84 }, (_, at) => {
					const [x, y] = [(at % 12) * 140 + (Math.floor(at / 12) % 2) * 70, Math.floor(at / 12) * 150 + 60];
					const near = Math.hypot(x - 980, y - 470) < 260;
					return `<circle cx="${x}" cy="${y}" r="${near ? 62 : 46}" fill="${near ? "#f0a581" : "#86cbc2"}" opacity="${near ? 0.95 : 0.55}"/>`;
				})
			: Array.from({ length: 26 }, (_, at) => {
					const [x, y] = [150 + ((at * 397) % 1300), 120 + ((at * 241) % 760)];
					const [toX, toY] = [150 + (((at + 1) * 397) % 1300), 120 + (((at + 1) * 241) % 760)];
					const path = `M${x} ${y} C ${x + 160} ${y - 120}, ${toX - 160} ${toY + 120}, ${toX} ${toY}`;
					return `<path d="${path}" fill="none" stroke="#86cbc2" stroke-width="5" opacity="0.6"/><circle cx="${x}" cy="${y}" r="${18 + (at % 4) * 8}" fill="#f0a581"/>`;
				});
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#0f3236"/>${shapes.join("")}</svg>`;
	return sharp(Buffer.from(svg)).png().toBuffer();
}
