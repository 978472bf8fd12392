import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { getMoneyOverview } from "~/domain/payouts/get-money-overview.server";
import { formatMonth } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { MoneyFlow } from "~/ui/console/money-flow";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { accountName, momentText, yenText } from "./finance-view.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { accounts, openLines, month } = await getMoneyOverview(ctx);
	const t = getT(ctx.lang, "console");
	return {
		title: t("finance.title"),
		month: t("finance.month", { month: formatMonth(month, ctx.lang) }),
		openLines,
		accounts: accounts.map((account) => ({
			id: account.id,
			name: accountName(account, ctx.lang),
			stripeId: account.stripeId,
			stations: {
				atStripe: { amount: yenText(account.atStripeYen), empty: account.atStripeYen === 0n },
				disputed: { amount: yenText(account.disputedYen), empty: account.disputedYen === 0n },
				inTransit: { amount: yenText(account.inTransitYen), empty: account.inTransitYen === 0n },
				arrived: { amount: yenText(account.arrivedYen), empty: account.arrivedYen === 0n },
			},
			openDifferences: account.openDifferences,
			lastRun: account.lastRun
				? {
						href: `/console/finance/reconciliation/${account.lastRun.id}`,
						at: momentText(account.lastRun.startedAt, ctx.lang),
						status: account.lastRun.status,
					}
				: null,
		})),
	};
}

export default function Finance() {
	const { title, month, openLines, accounts } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("finance.lead")} />
			{openLines > 0 ? (
				<p className="notice mb-6">
					<a className="link" href="/console/finance/bank-lines?state=open">
						{t("finance.openLines", { count: openLines })}
					</a>
				</p>
			) : null}
			{accounts.map(({ id, name, stations }) => (
				<Section key={id} title={name}>
					<MoneyFlow
						title={t("finance.flow", { account: name })}
						atStripe={{ ...stations.atStripe, label: t("finance.columns.atStripe") }}
						disputed={{ ...stations.disputed, label: t("finance.columns.disputed") }}
						inTransit={{ ...stations.inTransit, label: t("finance.columns.inTransit") }}
						arrived={{ ...stations.arrived, label: month }}
					/>
				</Section>
			))}
			<Section title={t("finance.table")} note={t("finance.note")}>
				<PlainTable
					label={t("finance.table")}
					empty={t("finance.none")}
					columns={[
						{ label: t("finance.columns.account") },
						{ label: t("finance.columns.atStripe"), number: true },
						{ label: t("finance.columns.disputed"), number: true },
						{ label: t("finance.columns.inTransit"), number: true },
						{ label: t("finance.columns.arrived"), number: true },
						{ label: t("finance.columns.open"), number: true },
						{ label: t("finance.columns.lastRun") },
					]}
					rows={accounts.map(({ id, name, stations, openDifferences, lastRun }) => ({
						key: id,
						cells: [
							<a key="account" href={`/console/finance/payouts?account=${encodeURIComponent(id)}`}>
								{name}
							</a>,
							stations.atStripe.amount,
							stations.disputed.amount,
							stations.inTransit.amount,
							stations.arrived.amount,
							openDifferences === 0 ? (
								"0"
							) : (
								<a key="open" href="/console/finance/reconciliation">
									{openDifferences}
								</a>
							),
							lastRun ? (
								<a key="run" href={lastRun.href}>
									{lastRun.at} ({t(`reconciliation.runStatus.${lastRun.status as "done"}`)})
								</a>
							) : (
								t("finance.never")
							),
						],
					}))}
				/>
			</Section>
		</>
	);
}
