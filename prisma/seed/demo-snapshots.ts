import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { receiveExternalFund } from "~/domain/external-funds/receive-external-fund.server";
import { closeYear } from "~/domain/ledger/close-year.server";
import { saveView } from "~/domain/programme/keep-saved-view.server";
import { takeSnapshot } from "~/domain/snapshots/take-snapshot.server";
import { getPrisma } from "~/platform/db/client.server";
import { demoLogins } from "./demo-logins";

/**
 * The secretariat's year: the year before last is closed with its snapshot, one award came to light after that, last year's
 * figures are frozen, and two views of the desk are kept. Comes last: a closed year takes no more history.
 */
export async function seedDemoSnapshots(ctx: Ctx): Promise<void> {
	const now = fiscalYearOf(ctx.now);
	await closeYear(await secretariat(), {
		fiscalYear: now - 2,
		title: `${now - 2}年度 年次フォローアップ（見本）`,
		note: "プログラム委員会への報告と同じ数字です。",
	});
	await bookLateAward(ctx, now - 2);
	await takeSnapshot(await secretariat(), {
		fiscalYear: now - 1,
		hubId: null,
		title: `${now - 1}年度 年次フォローアップ 速報（見本）`,
		note: "",
	});
	for (const view of [
		{ name: "年度別・区分別の外部資金", query: "rows=fiscalYear" },
		{ name: "拠点別の自立化に数える入金", query: `measure=secured&fiscalYear=${now - 1}` },
	]) {
		await saveView(await secretariat(), { ...view, shared: true });
	}
}

/** At the present moment: filling the demo takes a while. */
async function secretariat(): Promise<Ctx> {
	const login = demoLogins.find(({ grant }) => grant.role === "secretariat");
	const prisma = await getPrisma();
	const { id: userId, name, email } = await prisma.user.findUniqueOrThrow({ where: { email: login?.email ?? "" } });
	const grants = [{ role: "secretariat" as const, scope: { kind: "programme" as const } }];
	return contextFor({ kind: "staff", userId, name, email, grants });
}

async function bookLateAward(ctx: Ctx, fiscalYear: number): Promise<void> {
	const fund = await ctx.db.externalFund.findFirst({
		where: { category: "joint", decision: "decided", source: "demo" },
		orderBy: { sourceKey: "asc" },
		select: { id: true },
	});
	if (!fund) return;
	await receiveExternalFund(ctx, {
		externalFundId: fund.id,
		receivedOn: `${fiscalYear + 1}-03-28`,
		amountYen: 1_650_000n,
		adjustmentReason: "共同研究先の支払通知が締めた後に届いたため",
	});
}
