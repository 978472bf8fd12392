import type { Ctx } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { answerFinding } from "~/domain/evaluations/answer-finding.server";
import type { HubIndicator } from "~/domain/evaluations/finding.status";
import { giveFinding } from "~/domain/evaluations/give-finding.server";
import { recordEvaluation } from "~/domain/evaluations/record-evaluation.server";
import { recordIndicator } from "~/domain/evaluations/record-indicator.server";
import { adoptPractice } from "~/domain/practices/adopt-practice.server";
import { offerPractice } from "~/domain/practices/offer-practice.server";
import { getPrisma } from "~/platform/db/client.server";

/** Two hubs near the end of support, and one that has time: invented words and values, marked as specimens. */
const HUBS = [
	{ slug: "nanolsi", dueDays: 40, answered: true },
	{ slug: "ircn", dueDays: -12, answered: false },
	{ slug: "icredd", dueDays: 120, answered: false },
] as const;

/** Value and target of the first year shown; each later year moves a little. */
const SERIES: Record<HubIndicator, { from: number; step: number; target: number }> = {
	foreign_researchers: { from: 33, step: 1.5, target: 30 },
	coauthorship: { from: 52, step: 2.2, target: 50 },
	principal_investigators: { from: 15, step: 1, target: 18 },
	young_researchers: { from: 41, step: 0.6, target: 40 },
	women_researchers: { from: 17, step: 1.4, target: 25 },
};
const YEARS = 5;
const DAY_MS = 24 * 3_600_000;
const SPECIMEN = "見本の値";

/** Evaluations, findings with answers, indicators, and a practice that another hub took. */
export async function seedFollowUp(ctx: Ctx): Promise<void> {
	const day = (days: number) => new Date(ctx.now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
	const year = fiscalYearOf(ctx.now);
	for (const [index, { slug, dueDays, answered }] of HUBS.entries()) {
		const { evaluationId } = await recordEvaluation(ctx, {
			hub: slug,
			fields: {
				kind: "site_visit",
				heldOn: day(-90 + index * 7),
				title: `${year}年度サイトビジット（見本）`,
				summary: "研究の進み方、国際的な環境、支援終了後の見通しについて、拠点長と若手研究者から話を聞きました。",
			},
			pdf: null,
		});
		const { findingId } = await giveFinding(ctx, {
			hub: slug,
			fields: {
				kind: "improvement",
				text: "支援終了後に必要な人件費について、財源の内訳と決まる時期を示してください。",
				dueOn: day(dueDays),
				evaluationId,
			},
		});
		if (answered) {
			const text =
				"自立化計画に、ホスト機関の措置と寄附による人件費を年度ごとに示しました。企業との誓約は年度内に締結します。";
			await answerFinding(ctx, { findingId, move: "answer", text });
		}
		await giveFinding(ctx, {
			hub: slug,
			fields: { kind: "finding", text: "若手研究者の独立を支える環境がよく整っています。", dueOn: null, evaluationId },
		});
		await seedIndicators(ctx, slug, year, index);
	}
	await seedPractice(ctx);
}

async function seedIndicators(ctx: Ctx, hub: string, year: number, index: number): Promise<void> {
	for (const [name, { from, step, target }] of Object.entries(SERIES)) {
		for (let back = YEARS; back >= 1; back -= 1) {
			const grown = from + index * 2 + (YEARS - back) * step;
			const indicator = name as HubIndicator;
			const value = indicator === "principal_investigators" ? Math.trunc(grown) : Number(grown.toFixed(1));
			await recordIndicator(ctx, {
				hub,
				fields: { indicator, fiscalYear: year - back, value, target, source: SPECIMEN },
			});
		}
	}
}

/** NanoLSI offers the plan it goes by; ICReDD makes a draft of it. */
async function seedPractice(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	const plan = await prisma.sufficiencyPlan.findFirst({ where: { hub: { slug: "nanolsi" }, status: "approved" } });
	if (!plan) return;
	const { practiceId } = await offerPractice(ctx, {
		hub: "nanolsi",
		fields: {
			source: `sufficiency_plan:${plan.id}`,
			titleJa: "中核人材の人件費を三年で置きかえる計画",
			titleEn: "Replacing the cost of core posts within three years",
			summaryJa:
				"支援終了の三年前から、主任研究者の人件費をホスト機関の措置へ、共用設備の運営費を共同研究と寄附へ、段階的に移しました。年度ごとの目標を区分別に置いたことで、足りない分が早く見えました。（見本）",
			summaryEn:
				"From three years before support ends, the cost of principal investigators moved to the host and that of shared equipment to joint research and gifts, step by step. Targets by category and year showed early what was missing. (Specimen)",
		},
	});
	await adoptPractice(ctx, { practiceId, hub: "icredd" });
}
