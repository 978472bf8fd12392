import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import { templateOf } from "~/domain/mailings/mailing-template.server";
import { planMailing } from "~/domain/mailings/plan-mailing.server";
import { previewAudience } from "~/domain/mailings/preview-audience.server";
import { runMailing } from "~/domain/mailings/run-mailing.server";
import { keepSegment } from "~/domain/segments/keep-segment.server";
import { EVERYBODY, type SegmentRules } from "~/domain/segments/segment-rules";
import { getPrisma } from "~/platform/db/client.server";
import { hasMailServer } from "~/platform/mail/transport.server";

/** Mails of the demo stay in the database with their text: a few dozen show as much as thousands. */
const MOST = 60;
const MANY_TIMES = 20;

/** An invented sending that is over: one hub's report of last year, to some of those who agreed. Nothing leaves the machine. */
export async function seedDemoMailings(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	if (hasMailServer() || (await prisma.mailing.count()) > 0) return;
	const report = await prisma.report.findFirst({
		where: { kind: "impact", status: "approved", hub: { slug: "ircn" } },
		orderBy: { id: "desc" },
	});
	const user = await prisma.user.findUnique({ where: { email: "officer@ircn.example" } });
	if (!report?.hubId || !user) return;
	const { institutionId, hubId } = report;
	const grants = [{ role: "officer" as const, scope: { kind: "hub" as const, hubId } }];
	const actor = { kind: "staff" as const, userId: user.id, name: user.name, email: user.email, grants };
	const officer: Ctx = { ...(await contextFor(actor)), now: ctx.now };
	const place = { institutionId, hubId };
	const rules = await fewEnough(officer, place);
	if (rules === null) return;
	const { segmentId } = await keepSegment(officer, { ...place, name: "活動報告をお送りする方", rules });
	const { mailingId } = await planMailing(officer, {
		reportId: report.id,
		segmentId,
		scheduledAt: officer.now,
		ratePerMinute: 6000,
		onePerAddress: true,
	});
	const job = await contextFor({ kind: "job", name: "runMailing" });
	for (let times = 0; times < MANY_TIMES; times += 1) {
		if ((await runMailing(job, { mailingId }, { makeTemplate: templateOf })) === null) return;
	}
}

async function fewEnough(ctx: Ctx, place: { institutionId: string; hubId: string }): Promise<SegmentRules | null> {
	const within = [365, 180, 90, 45, 20].map((days) => ({ fact: "lastGiftWithin" as const, not: false, days }));
	for (const rules of [EVERYBODY, ...within.map((rule) => ({ match: "all" as const, rules: [rule] }))]) {
		const { count } = await previewAudience(ctx, { ...place, rules, purpose: "reports", onePerAddress: true });
		if (count > 0 && count <= MOST) return rules;
	}
	return null;
}
