import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { listLedgerLines } from "~/domain/ledger/list-ledger-lines.server";
import { listDeskPlaces } from "~/domain/programme/list-desk-places.server";
import { formatDayShort, formatFiscalYear, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { Amount } from "~/ui/console/amount";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { deskHref, readDeskQuery } from "./desk-query";
import { toLinesFilter } from "./lines-filter";
import { programmeHref, readLinesQuery } from "./programme-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readLinesQuery(new URL(request.url));
	const places = await listDeskPlaces(ctx);
	const { hubs, institutions } = places;
	const { sum, lines, nextCursor } = await listLedgerLines(ctx, {
		...toLinesFilter(query, places),
		cursor: query.cursor,
	});
	const { cursor, ...shown } = query;
	const ja = ctx.lang === "ja";
	return {
		query: shown,
		sum,
		lines: lines.map((line) => ({
			...line,
			id: line.id.toString(),
			transactionId: line.transactionId.toString(),
			hub: hubs.find((hub) => hub.slug === line.hub)?.abbreviation ?? line.hub,
			what: (ja ? line.fundJa : line.fundEn) ?? [line.externalTitle, line.funder].filter(Boolean).join(" / "),
		})),
		hubName: hubs.find((hub) => hub.slug === query.hub)?.abbreviation ?? null,
		institutionName: nameIn(
			institutions.find(({ slug }) => slug === query.institution),
			ctx.lang,
		),
		backHref: query.externalFund
			? `/console/external-funds/${query.externalFund}`
			: query.desk === undefined
				? programmeHref("/console/programme", {
						fiscalYear: query.fiscalYear,
						hub: query.fiscalYear === "all" ? query.hub : undefined,
						unit: query.unit,
					})
				: deskHref("/console/desk", readDeskQuery(new URLSearchParams(query.desk))),
		csvHref: programmeHref("/console/programme/lines.csv", shown),
		firstHref: cursor ? programmeHref("/console/programme/lines", shown) : null,
		nextHref: nextCursor ? programmeHref("/console/programme/lines", { ...shown, cursor: nextCursor }) : null,
		title: getT(ctx.lang, "console")("lines.title"),
	};
}

function nameIn(institution: { nameJa: string; nameEn: string } | undefined, lang: "ja" | "en"): string | null {
	return institution ? (lang === "ja" ? institution.nameJa : institution.nameEn) : null;
}

export default function ProgrammeLines() {
	const { title, query, sum, lines, hubName, institutionName, backHref, csvHref, firstHref, nextHref } =
		useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const { fiscalYear } = query;
	const parts = [
		hubName ?? (query.hub === "none" ? t("programme.programmeFunds") : t("programme.everyHub")),
		fiscalYear === undefined || fiscalYear === "all" ? t("programme.allYears") : formatFiscalYear(fiscalYear, lang),
		query.category ? t(`categories.${query.category}`) : t("lines.externalCategories"),
		query.use ? t(`uses.${query.use}`) : null,
		query.channel === undefined
			? null
			: query.channel === "none"
				? t("desk.noChannel")
				: t(`channels.${query.channel}`),
		institutionName,
		t(`measures.${query.measure}`),
	].filter((part) => part !== null);
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={backHref}>{query.desk === undefined ? t("lines.back") : t("desk.back")}</a>
			</p>
			<PageHead title={title} lead={parts.join(" / ")}>
				<a className="btn btn-small" href={csvHref}>
					{t("list.csv")}
				</a>
			</PageHead>
			<p className="mb-4">
				<span className="figure text-2xl">
					<Amount yen={sum.yen} precision={sum.precision} unit="yen" />
				</span>{" "}
				<span className="text-sm text-ink-soft">
					{t("lines.sumOf", { count: sum.count, lines: formatInteger(sum.count) })}
				</span>
			</p>
			<PlainTable
				label={title}
				empty={t("lines.none")}
				columns={[
					{ label: t("gift.entries.transaction"), number: true },
					{ label: t("gift.entries.occurredOn"), number: true },
					{ label: t("filters.hub") },
					{ label: t("lines.category") },
					{ label: t("lines.what") },
					{ label: t("gift.entries.kind") },
					{ label: t("gifts.columns.channel") },
					{ label: t("gifts.columns.amount"), number: true },
				]}
				rows={lines.map((line) => ({
					key: line.id,
					cells: [
						line.transactionId,
						formatDayShort(line.occurredOn, lang),
						line.hub ?? t("programme.programmeFunds"),
						t(`categories.${line.category}`),
						line.what,
						t(`ledgerKinds.${line.kind}` as "ledgerKinds.gift_received"),
						line.channel ? t(`channels.${line.channel}` as "channels.card") : "–",
						<Amount key="yen" yen={line.yen} precision={line.precision} unit="yen" />,
					],
				}))}
			/>
			<p className="hint mt-2 max-w-text">{t("lines.note")}</p>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
