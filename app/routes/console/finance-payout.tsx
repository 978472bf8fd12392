import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { getPayout } from "~/domain/payouts/get-payout.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { CodeText } from "~/ui/console/code-text";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { dayText, momentText, yenText } from "./finance-view.server";
import { payoutFacts } from "./payout-facts.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const HERE = "/console/finance/payouts";
const cursorSchema = z.string().regex(/^[\w]{1,255}$/);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const given = cursorSchema.safeParse(new URL(request.url).searchParams.get("cursor"));
	const cursor = given.success ? given.data : undefined;
	const payout = await getPayout(ctx, { payoutId: params.payoutId ?? "", cursor });
	const { lang } = ctx;
	const t = getT(lang, "console");
	const { totals } = payout;
	return {
		title: t("payouts.one", { amount: yenText(payout.amountYen) }),
		facts: payoutFacts(payout, lang),
		isWaiting: payout.sentOn === null,
		isDebit: payout.amountYen < 0n,
		isManual: !payout.automatic,
		shares: payout.shares.map(({ institution, amountYen }) => ({
			name: lang === "ja" ? institution.nameJa : institution.nameEn,
			amount: yenText(amountYen),
		})),
		sums: payout.sums.map(({ kind, count, grossYen, feeYen, netYen }) => ({
			kind,
			count,
			amounts: [yenText(grossYen), yenText(-feeYen), yenText(netYen)],
		})),
		totals: [yenText(totals.grossYen), yenText(-totals.feeYen), yenText(totals.netYen)],
		movements: payout.movements.map((one) => ({
			id: one.id,
			kind: one.kind,
			at: momentText(one.at, lang),
			donor: one.donor,
			giftId: one.giftId,
			sourceId: one.sourceId,
			amounts: [yenText(one.grossYen), yenText(-one.feeYen), yenText(one.netYen)],
		})),
		line: payout.bankLine
			? t("payouts.lineText", {
					day: dayText(payout.bankLine.valueOn, lang),
					remitter: payout.bankLine.remitter || "–",
					amount: yenText(payout.bankLine.amountYen),
				})
			: null,
		firstHref: cursor ? `${HERE}/${payout.id}` : null,
		nextHref: payout.nextCursor ? `${HERE}/${payout.id}?cursor=${payout.nextCursor}` : null,
	};
}

export default function PayoutPage() {
	const page = useLoaderData<typeof loader>();
	const t = useT("console");
	const amountColumns = [
		{ label: t("payouts.sum.gross"), number: true },
		{ label: t("payouts.sum.fee"), number: true },
		{ label: t("payouts.sum.net"), number: true },
	];
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={HERE}>{t("payouts.back")}</a>
			</p>
			<PageHead title={page.title} />
			{page.isWaiting ? <p className="notice notice-warn mb-6">{t("payouts.waiting")}</p> : null}
			{page.isDebit ? <p className="notice mb-6">{t("payouts.debit")}</p> : null}
			<Facts rows={page.facts} />
			<Section title={t("payouts.line")}>
				<p className="max-w-text text-sm">
					{page.line ?? t("payouts.lineNone")} <a href="/console/finance/bank-lines">{t("payouts.toLines")}</a>
				</p>
			</Section>
			<Section title={t("payouts.shares")}>
				<PlainTable
					label={t("payouts.shares")}
					empty={t("payouts.noMovements")}
					columns={[{ label: t("payouts.institution") }, { label: t("payouts.shareYen"), number: true }]}
					rows={page.shares.map(({ name, amount }) => ({ key: name, cells: [name, amount] }))}
				/>
			</Section>
			<Section title={t("payouts.sums")} note={page.isManual ? t("payouts.movementsManual") : undefined}>
				<PlainTable
					label={t("payouts.sums")}
					empty={t("payouts.noMovements")}
					columns={[
						{ label: t("payouts.sum.kind") },
						{ label: t("payouts.sum.count"), number: true },
						...amountColumns,
					]}
					rows={[
						...page.sums.map(({ kind, count, amounts }) => ({
							key: kind,
							cells: [t(`payouts.kinds.${kind}`), count, ...amounts],
						})),
						...(page.sums.length > 0 ? [{ key: "total", cells: [t("payouts.sum.total"), "", ...page.totals] }] : []),
					]}
				/>
			</Section>
			<Section title={t("payouts.movements")}>
				<PlainTable
					label={t("payouts.movements")}
					empty={t("payouts.noMovements")}
					columns={[
						{ label: t("payouts.movement.at"), number: true },
						{ label: t("payouts.movement.kind") },
						{ label: t("payouts.movement.donor") },
						...amountColumns,
						{ label: t("payouts.movement.source") },
					]}
					rows={page.movements.map((one) => ({
						key: one.id,
						cells: [
							one.at,
							t(`payouts.kinds.${one.kind}`),
							one.giftId ? (
								<a key="gift" href={`/console/gifts/${one.giftId}`}>
									{one.donor || t("payouts.toGift")}
								</a>
							) : (
								"–"
							),
							...one.amounts,
							<CodeText key="source" text={one.sourceId} />,
						],
					}))}
				/>
				<Pager first={page.firstHref} next={page.nextHref} />
			</Section>
		</>
	);
}
