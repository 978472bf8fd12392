import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { amountText, linesHref } from "~/domain/reports/build-report-view.server";
import { listFigureLines } from "~/domain/reports/list-figure-lines.server";
import { formatDay, formatDayShort } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { Amount } from "~/ui/console/amount";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { hrefWith, readQuery } from "./list-query";
import { REPORTS } from "./report-compose.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({ cursor: z.coerce.bigint().positive().optional().catch(undefined) });

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { reportId = "", figure: key = "" } = params;
	const { cursor } = readQuery(request, querySchema);
	const { report, figure, lines, nextCursor } = await listFigureLines(ctx, { reportId, figure: key, cursor });
	const ja = ctx.lang === "ja";
	const path = linesHref(reportId, key);
	return {
		title: `${figure.label[ctx.lang]}: ${getT(ctx.lang, "console")("reports.linesTitle")}`,
		reportTitle: ja || report.titleEn === "" ? report.titleJa : report.titleEn,
		backHref: `${REPORTS}/${report.id}`,
		frozen: report.frozen !== null,
		asOf: figure.asOf,
		from: report.from,
		to: report.to,
		definition: figure.definition[ctx.lang],
		value: amountText(BigInt(figure.value), figure.unit, ctx.lang),
		lineCount: figure.lineCount,
		sha256: figure.linesSha256,
		lines: lines.map((line) => ({
			...line,
			id: line.id.toString(),
			transactionId: line.transactionId.toString(),
			what: [ja ? line.fundJa : line.fundEn || line.fundJa, line.what].filter(Boolean).join(" / "),
		})),
		firstHref: cursor === undefined ? null : path,
		nextHref: nextCursor === null ? null : hrefWith(path, { cursor: nextCursor.toString() }),
	};
}

export default function ReportFigure() {
	const page = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const days = [page.from, page.to].map((day) => formatDay(day, lang)).join(" – ");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={page.backHref}>{page.reportTitle}</a>
			</p>
			<PageHead title={page.title} lead={page.definition} />
			<p className="mb-1">
				<span className="figure text-2xl">{page.value}</span>{" "}
				<span className="text-sm text-ink-soft">{t("reports.lineCount", { count: page.lineCount })}</span>
			</p>
			<p className="hint mb-4 max-w-text">
				{days}
				{lang === "ja" ? "。" : ". "}
				{page.frozen
					? t("reports.linesFrozen", { day: formatDay(page.asOf, lang) })
					: t("reports.linesLive", { day: formatDay(page.asOf, lang) })}
			</p>
			<PlainTable
				label={page.title}
				empty={t("lines.none")}
				columns={[
					{ label: t("reports.lineColumns.line"), number: true },
					{ label: t("gift.entries.transaction"), number: true },
					{ label: t("gift.entries.occurredOn"), number: true },
					{ label: t("lines.what") },
					{ label: t("gift.entries.kind") },
					{ label: t("gifts.columns.channel") },
					{ label: t("gifts.columns.amount"), number: true },
				]}
				rows={page.lines.map((line) => ({
					key: line.id,
					cells: [
						line.id,
						line.transactionId,
						formatDayShort(line.occurredOn, lang),
						line.what,
						t(`ledgerKinds.${line.kind}` as "ledgerKinds.gift_received"),
						line.channel ? t(`channels.${line.channel}` as "channels.card") : "–",
						<Amount key="yen" yen={line.yen} precision="yen" unit="yen" />,
					],
				}))}
			/>
			<p className="hint mt-2 max-w-text">{t("lines.note")}</p>
			<p className="mt-3 text-xs text-ink-soft">
				{t("reports.linesHash")} <code className="break-all">{page.sha256}</code>
			</p>
			<Pager first={page.firstHref} next={page.nextHref} />
		</>
	);
}
