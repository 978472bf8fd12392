import { randomUUID } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { USES } from "~/domain/ledger/kinds";
import { EXPENSE_ITEMS } from "~/domain/spending/expense-items";
import { getFundBalance } from "~/domain/spending/get-fund-balance.server";
import { listSpendingSources } from "~/domain/spending/list-spending-sources.server";
import { recordSpending } from "~/domain/spending/record-spending.server";
import { SPENDING_MAX, spendingSchema } from "~/domain/spending/spending.schema";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { SpendingForm } from "~/ui/console/spending-form";
import { sharesError as errorKeyOf, sentValues } from "./fund-view.server";
import { readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	of: z
		.string()
		.regex(/^(fund|external)\/[0-9a-f-]{36}$/)
		.optional()
		.catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { funds, external } = await listSpendingSources(ctx);
	const { of } = readQuery(request, querySchema);
	const t = getT(ctx.lang, "console");
	const ja = ctx.lang === "ja";
	const known = [...funds, ...external].some(({ value }) => value === of);
	return {
		title: t("spending.newTitle"),
		today: jstDayString(ctx.now),
		entryKey: randomUUID(),
		of: known ? (of ?? "") : "",
		leftYen: known && of ? await leftOf(ctx, of) : null,
		funds: funds.map((fund) => ({
			value: fund.value,
			label: [fund.hub ?? t("programme.programmeFunds"), ja ? fund.nameJa : fund.nameEn].join(" / "),
		})),
		external: external.map((fund) => ({
			value: fund.value,
			label: [fund.hub, fund.title, fund.number || fund.funder].join(" / "),
		})),
		items: EXPENSE_ITEMS.map((value) => ({ value, label: t(`expenseItems.${value}`) })),
		uses: USES.map((value) => ({ value, label: t(`uses.${value}`) })),
		max: SPENDING_MAX,
	};
}

async function leftOf(ctx: StaffCtx, of: string): Promise<bigint> {
	const [kind, id = ""] = of.split("/");
	const { leftYen } = await getFundBalance(ctx, kind === "fund" ? { fundId: id } : { externalFundId: id });
	return leftYen;
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "record", "SpendingLine");
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const form = parseForm(sent, spendingSchema(jstDayString(ctx.now)));
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		const { spendingLineId } = await recordSpending(ctx, form.value);
		return redirect(`/console/spending/${spendingLineId}?done=recorded`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		const field = error.code === "year_closed" ? "adjustmentReason" : String(error.params.field ?? "");
		return refuse({ [field]: [errorKeyOf(error)] }, error.status);
	}
}

export default function SpendingNew() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/spending">{t("spending.back")}</a>
			</p>
			<PageHead title={page.title} lead={t("spending.newLead")} />
			<SpendingForm {...page} values={sent?.values ?? null} errors={errors} />
		</>
	);
}
