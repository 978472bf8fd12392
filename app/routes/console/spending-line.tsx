import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { getSpendingLine } from "~/domain/spending/get-spending-line.server";
import { voidSpending } from "~/domain/spending/void-spending.server";
import { formatDay, formatFiscalYear, formatMoment, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { Amount } from "~/ui/console/amount";
import { Facts } from "~/ui/console/facts";
import { Fold, VoidForm } from "~/ui/console/fund-receipt-forms";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { StatusBadge } from "~/ui/console/status-badge";
import { sharesError as errorKeyOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { line, entries, mayVoid } = await getSpendingLine(ctx, params.spendingLineId ?? "");
	const t = getT(ctx.lang, "console");
	const ja = ctx.lang === "ja";
	const done = new URL(request.url).searchParams.get("done");
	const source =
		line.fundSlug === null
			? { href: `/console/external-funds/${line.externalFundId}`, name: `${line.externalTitle} / ${line.funder}` }
			: { href: `/console/funds/${line.fundSlug}`, name: (ja ? line.fundJa : line.fundEn) ?? "" };
	return {
		title: t("spending.lineTitle"),
		description: line.description,
		done: done === "recorded" || done === "voided" ? (done as "recorded" | "voided") : null,
		voided: line.voidedAt ? { day: jstDayString(line.voidedAt), reason: line.voidReason } : null,
		mayVoid,
		source,
		facts: [
			{ label: t("spending.fields.amountYen"), value: formatYenSign(line.amountYen) },
			{
				label: t("spending.fields.spentOn"),
				value: `${formatDay(line.spentOn, ctx.lang)} (${formatFiscalYear(line.fiscalYear, ctx.lang)})`,
			},
			{ label: t("filters.hub"), value: line.hubAbbreviation ?? t("programme.programmeFunds") },
			{ label: t("spending.fields.expenseItem"), value: t(`expenseItems.${line.expenseItem}`) },
			{ label: t("spending.fields.use"), value: t(`uses.${line.use}`) },
			{ label: t("spending.fields.voucher"), value: line.voucher || "–" },
			{ label: t("spending.entered"), value: formatMoment(line.createdAt, ctx.lang) },
		],
		entries: entries.map((entry) => ({
			...entry,
			id: entry.id.toString(),
			transactionId: entry.transactionId.toString(),
			bookedAt: formatMoment(entry.bookedAt, ctx.lang),
		})),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const spendingLineId = params.spendingLineId ?? "";
	const values = sentValues(await readForm(request));
	try {
		await voidSpending(ctx, { spendingLineId, reason: values.reason ?? "" });
		return redirect(`/console/spending/${spendingLineId}?done=voided`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		const errors = { [String(error.params.field ?? "")]: [errorKeyOf(error)] };
		return data({ values, errors }, { status: error.status });
	}
}

export default function SpendingLine() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/spending">{t("spending.back")}</a>
			</p>
			<PageHead title={page.description} lead={<a href={page.source.href}>{page.source.name}</a>}>
				{page.voided ? <StatusBadge status="void" label={t("spending.voided")} /> : null}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`spending.done.${page.done}`)}</p> : null}
			{page.voided ? <p className="notice notice-warn mb-6">{t("externalFunds.voidedNote", page.voided)}</p> : null}
			<Facts rows={page.facts} />
			<Section title={t("spending.entries")}>
				<PlainTable
					label={t("spending.entries")}
					empty={t("lines.none")}
					columns={[
						{ label: t("gift.entries.transaction"), number: true },
						{ label: t("gift.entries.occurredOn"), number: true },
						{ label: t("gift.entries.kind") },
						{ label: t("spending.account") },
						{ label: t("spending.fields.amountYen"), number: true },
						{ label: t("spending.bookedAt") },
						{ label: t("spending.fields.adjustmentReason") },
					]}
					rows={page.entries.map((entry) => ({
						key: entry.id,
						cells: [
							entry.transactionId,
							formatDay(entry.occurredOn, lang),
							t(`ledgerKinds.${entry.kind}` as "ledgerKinds.gift_received"),
							t(`ledgerAccounts.${entry.account}` as "ledgerAccounts.gift_income"),
							<Amount key="yen" yen={entry.amountYen} unit="yen" />,
							entry.bookedAt,
							entry.adjustmentReason ?? "–",
						],
					}))}
				/>
			</Section>
			{page.mayVoid ? (
				<Fold title={t("spending.void")} open={sent !== undefined}>
					<VoidForm
						values={sent?.values ?? null}
						errors={sent?.errors ?? {}}
						intent="void"
						text={t("spending.voidText")}
						button={t("spending.void")}
					/>
				</Fold>
			) : null}
		</>
	);
}
