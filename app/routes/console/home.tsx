import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { COLUMNS } from "~/domain/programme/external-money";
import { getHome } from "~/domain/programme/get-home.server";
import { formatFiscalYear, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { Amount } from "~/ui/console/amount";
import { GiftTable } from "~/ui/console/gift-table";
import { PageHead, Section } from "~/ui/console/page-head";
import { giftLines } from "./gift-lines";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const home = await getHome(ctx);
	return {
		...home,
		latest: home.latest === null ? null : giftLines(home.latest, ctx.lang),
		title: getT(ctx.lang, "console")("home.title"),
		name: ctx.actor.name,
	};
}

export default function Home() {
	const { title, name, fiscalYear, figures, latest, waiting } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const waits = [
		{ key: "dueSteps" as const, count: waiting.dueSteps, href: "/console/opportunities?owner=me" },
		{ key: "displays" as const, count: waiting.displays, href: "/console/gifts?display=pending" },
		{ key: "applications" as const, count: waiting.applications, href: "/console/applications" },
		{
			key: "refundsToApprove" as const,
			count: waiting.refundsToApprove,
			href: "/console/finance/refunds?queue=waiting",
		},
		{ key: "failedRefunds" as const, count: waiting.failedRefunds, href: "/console/finance/refunds?queue=failed" },
		{ key: "openDisputes" as const, count: waiting.openDisputes, href: "/console/finance/disputes" },
		{ key: "fraudWarnings" as const, count: waiting.fraudWarnings, href: "/console/finance/disputes#warnings" },
		{ key: "pastDuePlans" as const, count: waiting.pastDuePlans, href: "/console/plans?status=past_due" },
		{ key: "requests" as const, count: waiting.requests, href: "/console/requests" },
		{ key: "differences" as const, count: waiting.differences, href: "/console/finance/reconciliation" },
		{ key: "alarms" as const, count: waiting.alarms, href: "/console/settings/blocks" },
		{ key: "uncertainMails" as const, count: waiting.uncertainMails, href: "/console/mails?status=uncertain" },
		{ key: "bouncedMails" as const, count: waiting.bouncedMails, href: "/console/mails?status=bounced" },
		{ key: "failedEvents" as const, count: waiting.failedEvents, href: null },
	].filter((wait) => wait.count !== null);
	return (
		<>
			<PageHead title={title} lead={t("home.lead", { name })} />
			{figures === null ? <p className="notice">{t("home.nothing")}</p> : null}
			{figures === null || figures.length === 0 ? null : (
				<Section title={t("home.figures", { year: formatFiscalYear(fiscalYear, lang) })} note={t("home.figuresNote")}>
					<dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-5">
						{COLUMNS.map((column, index) => ({ column, figure: figures[index] }))
							.filter(({ column }) => column.group === "gift" || column.group === "total")
							.map(({ column, figure }) => (
								<div key={column.id} className="border-l-2 border-line-strong pl-3">
									<dt className="text-sm text-ink-soft">
										{t(`programme.columnLong.${column.id}` as "programme.columnLong.total")}
									</dt>
									<dd className="figure text-xl">
										<Amount yen={figure?.yen ?? 0n} precision={figure?.precision} unit="yen" />
									</dd>
								</div>
							))}
					</dl>
					<p className="mt-4">
						<a href={`/console/programme?fiscalYear=${fiscalYear}`}>{t("home.toProgramme")}</a>
					</p>
				</Section>
			)}
			{waits.length === 0 ? null : (
				<Section title={t("home.waiting")}>
					<ul className="max-w-text divide-y divide-line border-y border-line text-sm">
						{waits.map((wait) => (
							<li key={wait.key} className="flex justify-between gap-4 py-2">
								<span>
									{wait.href && wait.count ? (
										<a href={wait.href}>{t(`home.waits.${wait.key}`)}</a>
									) : (
										t(`home.waits.${wait.key}`)
									)}
								</span>
								<span className={wait.count ? "font-semibold text-accent tabular-nums" : "text-ink-soft tabular-nums"}>
									{formatInteger(wait.count ?? 0)}
								</span>
							</li>
						))}
					</ul>
				</Section>
			)}
			{latest === null ? null : (
				<Section title={t("home.latest")}>
					{latest.length === 0 ? <p>{t("gifts.none")}</p> : <GiftTable gifts={latest} label={t("home.latest")} />}
					<p className="mt-3">
						<a href="/console/gifts">{t("home.toGifts")}</a>
					</p>
				</Section>
			)}
		</>
	);
}
