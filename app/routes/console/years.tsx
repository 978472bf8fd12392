import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize, mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { closeYearSchema } from "~/domain/ledger/close-year.schema";
import { closeYear } from "~/domain/ledger/close-year.server";
import { type Adjustment, listAdjustments, listYears, type YearRow } from "~/domain/ledger/list-years.server";
import { formatDayShort, formatFiscalYear, formatInteger, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { Amount } from "~/ui/console/amount";
import { CloseYearForm } from "~/ui/console/close-year-form";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { sentValues } from "./fund-view.server";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	year: z.coerce.number().int().min(1990).max(2100).optional().catch(undefined),
	done: z.literal("closed").optional().catch(undefined),
	cursor: z.coerce
		.bigint()
		.positive()
		.max(2n ** 63n - 1n)
		.optional()
		.catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { lang } = ctx;
	const query = readQuery(request, querySchema);
	const years = await listYears(ctx);
	const year = query.year ?? years.find(({ closed }) => closed)?.fiscalYear;
	const { adjustments, nextCursor } =
		year === undefined
			? { adjustments: [], nextCursor: null }
			: await listAdjustments(ctx, { fiscalYear: year, ...query });
	const t = getT(lang, "console");
	const present = fiscalYearOf(ctx.now);
	const closable = years.filter(({ fiscalYear, closed }) => fiscalYear < present && !closed);
	const [first] = closable;
	return {
		title: t("years.title"),
		isClosed: query.done !== undefined,
		years: years.map((row) => ({ ...row, label: formatFiscalYear(row.fiscalYear, lang), state: stateOf(ctx, row) })),
		adjustmentsOf: year === undefined ? null : formatFiscalYear(year, lang),
		adjustments: adjustments.map((one) => toLine(ctx, one)),
		firstHref: query.cursor && year ? hrefWith("/console/years", { year: String(year) }) : null,
		nextHref:
			nextCursor && year ? hrefWith("/console/years", { year: String(year), cursor: String(nextCursor) }) : null,
		form: mayEver(ctx, "closeYear", "LedgerBalance")
			? {
					years: closable.map(({ fiscalYear: value }) => ({
						value: String(value),
						label: formatFiscalYear(value, lang),
					})),
					defaultTitle: first ? t("years.close.defaultTitle", { year: formatFiscalYear(first.fiscalYear, lang) }) : "",
				}
			: null,
	};
}

function stateOf({ lang }: StaffCtx, { closed }: YearRow): string {
	const t = getT(lang, "console");
	if (!closed) return t("years.open");
	const at = formatMoment(closed.closedAt, lang);
	return closed.closedBy ? t("years.closedBy", { at, name: closed.closedBy }) : t("years.closedAt", { at });
}

function toLine({ lang }: StaffCtx, one: Adjustment) {
	const t = getT(lang, "console");
	return {
		key: one.transactionId.toString(),
		occurredOn: formatDayShort(one.occurredOn, lang),
		bookedAt: formatMoment(one.bookedAt, lang),
		kind: t(`ledgerKinds.${one.kind}` as "ledgerKinds.gift_received"),
		reason: one.reason === "told_late" ? t("years.toldLate") : one.reason,
		precision: one.precision,
		lines: one.lines.map((line) => ({
			account: t(`ledgerAccounts.${line.account}` as "ledgerAccounts.gift_income"),
			where: [line.hub, line.category && t(`categories.${line.category}` as "categories.gift"), line.what]
				.filter(Boolean)
				.join(" / "),
			yen: line.amountYen,
		})),
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "closeYear", "LedgerBalance");
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const form = parseForm(sent, closeYearSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		await closeYear(ctx, form.value);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		const { field = "", ...params } = error.params;
		const words = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
		return refuse({ [String(field)]: [`${error.personKey}?${words}`] }, error.status);
	}
	return redirect(hrefWith("/console/years", { year: String(form.value.fiscalYear), done: "closed" }), 303);
}

export default function Years() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<PageHead title={page.title} lead={t("years.lead")} />
			{page.isClosed && !sent ? <p className="notice notice-good mb-5">{t("years.done")}</p> : null}
			<PlainTable
				label={page.title}
				empty={t("desk.noMoney")}
				columns={[
					{ label: t("filters.fiscalYear") },
					...(["external", "secured", "net", "spent"] as const).map((name) => ({
						label: t(`measures.${name}`),
						number: true,
					})),
					{ label: t("years.columns.state") },
					{ label: t("years.columns.adjustments"), number: true },
				]}
				rows={page.years.map((row) => ({
					key: String(row.fiscalYear),
					cells: [
						<a key="year" href={`/console/desk?fiscalYear=${row.fiscalYear}`}>
							{row.label}
						</a>,
						...[row.externalYen, row.securedYen, row.netYen, row.spentYen].map((yen, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: four columns in their order
							<Amount key={index} yen={yen} precision={row.precision} unit="million" />
						)),
						<span key="state">
							{row.state}{" "}
							{row.closed?.snapshotId ? (
								<a href={`/console/snapshots/${row.closed.snapshotId}`}>{t("years.snapshot")}</a>
							) : null}
						</span>,
						row.adjustments === 0 ? (
							"–"
						) : (
							<a key="adjustments" href={`/console/years?year=${row.fiscalYear}#adjustments`}>
								{formatInteger(row.adjustments)}
							</a>
						),
					],
				}))}
			/>
			<p className="hint mt-2">{t("units.of", { unit: t("units.million") })}</p>
			{page.adjustmentsOf === null ? null : <Adjustments year={page.adjustmentsOf} />}
			{page.form ? <CloseYearForm {...page.form} sent={sent ?? null} /> : null}
		</>
	);
}

function Adjustments({ year }: { year: string }) {
	const { adjustments, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	const title = t("years.adjustments", { year });
	return (
		<div id="adjustments">
			<Section title={title}>
				<PlainTable
					label={title}
					empty={t("years.noAdjustments")}
					columns={[
						{ label: t("gift.entries.transaction"), number: true },
						{ label: t("gift.entries.occurredOn"), number: true },
						{ label: t("snapshots.since.bookedAt"), number: true },
						{ label: t("gift.entries.kind") },
						{ label: t("years.reason") },
						{ label: t("years.lines") },
					]}
					rows={adjustments.map((one) => ({
						key: one.key,
						cells: [
							one.key,
							one.occurredOn,
							one.bookedAt,
							one.kind,
							one.reason,
							<Lines key="lines" adjustment={one} />,
						],
					}))}
				/>
				<Pager first={firstHref} next={nextHref} />
			</Section>
		</div>
	);
}

type Line = ReturnType<typeof toLine>;

function Lines({ adjustment }: { adjustment: Line }) {
	const t = useT("console");
	return (
		<details>
			<summary className="cursor-pointer">{t("years.lines")}</summary>
			<ul className="mt-1 space-y-1">
				{adjustment.lines.map((line) => (
					<li key={`${line.account}${line.yen}`}>
						{line.account} <Amount yen={line.yen} precision={adjustment.precision} unit="yen" />
						{line.where ? <span className="block text-xs text-ink-soft">{line.where}</span> : null}
					</li>
				))}
			</ul>
		</details>
	);
}
