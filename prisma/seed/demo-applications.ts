import { contextFor, publicContext } from "~/domain/access/ctx.server";
import { acceptApplication } from "~/domain/applications/accept-application.server";
import { receiveApplication } from "~/domain/applications/receive-application.server";
import { refuseApplication } from "~/domain/applications/refuse-application.server";
import { reviewApplication } from "~/domain/applications/review-application.server";
import { startApplicationSchema } from "~/domain/applications/start-application.schema";
import { startApplication } from "~/domain/applications/start-application.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { currentTime } from "~/platform/clock";
import type { DemoFund } from "./demo-gifts";
import { inventDonor } from "./demo-people";
import type { Random } from "./demo-random";
import { HOUR_MS, type Step } from "./demo-time";

const DAY_MS = 24 * HOUR_MS;

/** How far each application has come, and how long ago it was made. */
const APPLICATIONS = [
	{ hub: "nanolsi", daysAgo: 200, amountYen: "3000000", reached: "received" },
	{ hub: "ircn", daysAgo: 90, amountYen: "5000000", reached: "received" },
	{ hub: "nanolsi", daysAgo: 40, amountYen: "2000000", reached: "refused" },
	{ hub: "ipmu", daysAgo: 20, amountYen: "10000000", reached: "accepted" },
	{ hub: "nanolsi", daysAgo: 6, amountYen: "1500000", reached: "under_review" },
	{ hub: "ircn", daysAgo: 2, amountYen: "2500000", reached: "applied" },
] as const;

/** Companies that apply for a larger gift, each at another stage now. */
export function applicationSteps(
	random: Random,
	funds: DemoFund[],
	{ end, later }: { end: number; later: (step: Step) => void },
): Step[] {
	return APPLICATIONS.map((application, number) => ({
		at: end - application.daysAgo * DAY_MS,
		run: async () => {
			const applicationId = await apply(random, funds, application, number);
			const after = (days: number, run: () => Promise<void>) =>
				later({ at: end - (application.daysAgo - days) * DAY_MS, run });
			const { reached } = application;
			if (reached === "applied") return;
			after(1, async () => reviewApplication(await staff(), { applicationId, note: "事業内容と関係先を確認します。" }));
			if (reached === "under_review") return;
			if (reached === "refused") {
				const note = "研究成果の優先的な利用をご希望のため、お受けできませんでした。";
				after(5, async () => refuseApplication(await staff(), { applicationId, ground: "benefit_in_return", note }));
				return;
			}
			after(4, async () => {
				const ctx = await staff();
				const payBy = jstDayString(new Date(ctx.now.getTime() + 30 * DAY_MS));
				await acceptApplication(ctx, { applicationId, payBy, note: "受入決定。" });
			});
			if (reached === "accepted") return;
			after(12, async () => {
				const ctx = await staff();
				await receiveApplication(ctx, {
					applicationId,
					valueOn: jstDayString(ctx.now),
					amountYen: BigInt(application.amountYen),
					remitter: "ｶ)ｲｽﾞﾐｹｲｿｸ",
					note: "",
					ordinal: 1,
					overConfirmed: false,
				});
			});
		},
	}));
}

async function apply(
	random: Random,
	funds: DemoFund[],
	{ hub, amountYen }: (typeof APPLICATIONS)[number],
	number: number,
): Promise<string> {
	const fund = funds.find(({ hubSlug }) => hubSlug === hub);
	if (!fund) throw new Error(`no fund of ${hub}`);
	const now = currentTime();
	const schema = startApplicationSchema({
		minYen: fund.minYen,
		today: jstDayString(now),
		lastPlannedDay: jstDayString(new Date(now.getTime() + 365 * DAY_MS)),
	});
	const fields = schema.parse({
		...inventCompany(random, number),
		fundId: fund.id,
		amountYen,
		purpose: "若い研究者の育成と、基礎研究の息の長い歩みのために。",
		conditions: number % 2 === 0 ? "" : "年に一度、活動の概要をお知らせください。",
		signatory: "代表取締役　架空 太郎",
		declared: "on",
	});
	const ctx = await publicContext(new Request("http://localhost/"), "ja");
	return (await startApplication(ctx, { hubSlug: hub, fields, query: new URLSearchParams() })).applicationId;
}

function inventCompany(random: Random, number: number) {
	for (let one = 900 + number * 50; ; one += 1) {
		const donor = inventDonor(random, one);
		if (donor.donorKind === "company") return donor;
	}
}

/** The institution's own people, as the administrator of the demo. */
function staff() {
	return contextFor({
		kind: "staff",
		userId: "demo",
		name: "管理 デモ",
		email: "admin@izumi.example",
		grants: [{ role: "admin", scope: { kind: "programme" } }],
	});
}
