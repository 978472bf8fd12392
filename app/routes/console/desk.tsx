import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listSavedViews, removeView, renameView, saveView, shareView } from "~/domain/programme/keep-saved-view.server";
import { listFiscalYears } from "~/domain/programme/list-fiscal-years.server";
import { savedViewSchema } from "~/domain/programme/saved-view.schema";
import { formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { DeskFilters } from "~/ui/console/desk-filters";
import { DeskTable } from "~/ui/console/desk-table";
import { ExternalMoneyChart } from "~/ui/console/external-money-chart";
import { PageHead, Section } from "~/ui/console/page-head";
import { SavedViews } from "~/ui/console/saved-views";
import { deskFields } from "./desk-fields";
import { deskHref, readDeskQuery } from "./desk-query";
import { readDeskTable } from "./desk-table";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["saved", "renamed", "shared", "removed"] as const;
/** More parts than this have no colours of their own. */
const CHART_PARTS = 9;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { searchParams } = new URL(request.url);
	const query = readDeskQuery(searchParams);
	const [{ places, ...table }, years, views] = await Promise.all([
		readDeskTable(ctx, query),
		listFiscalYears(ctx),
		listSavedViews(ctx),
	]);
	const here = deskHref("/console/desk", query);
	const mayExport = mayEver(ctx, "export", "LedgerBalance");
	return {
		title: getT(ctx.lang, "console")("desk.title"),
		query,
		table,
		fields: deskFields(ctx, { query, fiscalYear: table.fiscalYear, places, years }),
		unitHref: deskHref("/console/desk", { ...query, unit: query.unit === "yen" ? "million" : "yen" }),
		files: mayExport
			? {
					csv: deskHref("/console/desk.csv", query),
					sjis: deskHref("/console/desk.csv", query, { encoding: "cp932" }),
					xlsx: deskHref("/console/desk.xlsx", query),
				}
			: null,
		views: views.map(({ query: kept, ...view }) => {
			const href = deskHref("/console/desk", readDeskQuery(new URLSearchParams(kept)));
			return { ...view, href, isShown: href === here };
		}),
		done: DONE.find((one) => one === searchParams.get("done")) ?? null,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readDeskQuery(new URL(request.url).searchParams);
	const sent = await readForm(request);
	const values = Object.fromEntries([...sent].map(([name, value]) => [name, String(value).slice(0, 500)]));
	const form = parseForm(sent, savedViewSchema);
	if (!form.ok) return data({ values, errors: form.submission.reply().error ?? {} }, { status: 400 });
	const asked = form.value;
	try {
		if (asked.intent === "save") {
			await saveView(ctx, { name: asked.name, shared: asked.share, query: deskHref("", query).slice(1) });
		} else if (asked.intent === "rename") await renameView(ctx, asked);
		else if (asked.intent === "share") await shareView(ctx, { viewId: asked.viewId, shared: asked.share });
		else await removeView(ctx, asked);
	} catch (error) {
		if (!isAppError(error) || error.status !== 409) throw error;
		return data({ values, errors: { "": [error.personKey] } }, { status: 409 });
	}
	const done = { save: "saved", rename: "renamed", share: "shared", remove: "removed" } as const;
	return redirect(deskHref("/console/desk", query, { done: done[asked.intent] }), 303);
}

export default function Desk() {
	const { title, query, table, fields, files, unitHref, views, done } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const lang = useLang();
	const rows = t(`desk.dimensions.${table.rowsBy}`);
	const by = table.columnsBy
		? t("desk.by.two", { rows, columns: t(`desk.dimensions.${table.columnsBy}`) })
		: t("desk.by.one", { rows });
	const year = table.fiscalYear === "all" ? t("programme.allYears") : formatFiscalYear(table.fiscalYear, lang);
	const heading = `${t("desk.heading", { measure: t(`measures.${query.measure}`), by })} ${year}`;
	return (
		<>
			<PageHead title={title} lead={t("desk.lead")}>
				<a className="btn btn-small" href={unitHref}>
					{query.unit === "yen" ? t("desk.toMillion") : t("desk.toYen")}
				</a>
				{files ? (
					<>
						<a className="btn btn-small" href={files.xlsx}>
							{t("desk.xlsx")}
						</a>
						<a className="btn btn-small" href={files.csv}>
							{t("list.csv")}
						</a>
						<a className="btn btn-small" href={files.sjis}>
							{t("list.csvSjis")}
						</a>
					</>
				) : null}
			</PageHead>
			{done && !sent ? <p className="notice notice-good mb-5">{t(`desk.views.done.${done}`)}</p> : null}
			<DeskFilters fields={fields} />
			<Section title={heading} note={t(`desk.definitions.${query.measure}`)}>
				{table.rows.length === 0 ? (
					<p className="hint">{t("desk.noMoney")}</p>
				) : (
					<DeskTable
						label={heading}
						rowHead={rows}
						columns={table.columns}
						rows={table.rows}
						whole={table.whole}
						unit={query.unit}
						besideLastYear={table.besideLastYear}
						changeInCells={query.change === "cells"}
					/>
				)}
				{table.hidden.length === 0 ? null : (
					<p className="hint mt-2 max-w-text">
						{t("desk.hiddenNote", { columns: table.hidden.join(lang === "ja" ? "、" : ", ") })}
					</p>
				)}
				<p className="hint mt-2 max-w-text">
					{query.unit === "million" ? t("desk.millionNote") : t("desk.yenNote")} {t("desk.yearNote")}
				</p>
				<p className="mt-2 text-sm">
					<a href="/console/programme">{t("desk.toSheet")}</a>
				</p>
			</Section>
			<DeskChart heading={heading} />
			<SavedViews views={views} maySave sent={sent ?? null} />
		</>
	);
}

/** Bars of the rows; their parts are the columns as long as these can be told apart. */
function DeskChart({ heading }: { heading: string }) {
	const { table, query } = useLoaderData<typeof loader>();
	const t = useT("console");
	if (table.whole.whole.href === null) return null;
	const inParts = table.columns.length > 0 && table.columns.length <= CHART_PARTS;
	const parts = inParts
		? table.columns.map(({ key, label }) => ({ id: key, label }))
		: [{ id: "whole", label: t(`measures.${query.measure}`) }];
	return (
		<Section title={t("desk.chart")}>
			<ExternalMoneyChart
				title={`${t("desk.chart")}: ${heading}`}
				unit={t("desk.chartUnit")}
				parts={parts}
				rows={table.rows.map((row) => ({
					label: row.label,
					yen: inParts ? row.cells.map(({ yen }) => yen) : [row.whole.yen],
					totalYen: row.whole.yen,
				}))}
			/>
		</Section>
	);
}
