import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { taxYearOf } from "~/domain/calendar/fiscal-year";
import { listMyIssuers, listReceiptBatches } from "~/domain/receipts/list-receipt-batches.server";
import { prepareReceiptBatch } from "~/domain/receipts/prepare-receipt-batch.server";
import { batchFormSchema } from "~/domain/receipts/receipt-forms.schema";
import { formatInteger, formatMoment, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { StatusBadge } from "~/ui/console/status-badge";
import { SelectField } from "~/ui/form/select-field";
import { nameOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const YEARS_BACK = 5;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { batches, issuers } = await listReceiptBatches(ctx);
	const lastYear = taxYearOf(ctx.now) - 1;
	return {
		title: getT(ctx.lang, "console")("receiptBatches.title"),
		years: Array.from({ length: YEARS_BACK }, (_, back) => String(lastYear - back)),
		issuers: issuers.map((issuer) => ({ value: issuer.slug, label: nameOf(issuer, ctx.lang) })),
		batches: batches.map((batch) => ({
			id: batch.id,
			taxYear: batch.taxYear,
			status: batch.status as "prepared",
			issuer: nameOf(batch.issuer.institution, ctx.lang),
			receipts: batch.receipts ?? 0,
			amountYen: batch.amountYen ?? 0n,
			createdAt: formatMoment(batch.createdAt, ctx.lang),
		})),
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const sent = await readForm(request);
	const refuse = (errors: Record<string, string[] | null>, status = 400) =>
		data({ values: sentValues(sent), errors }, { status });
	const form = parseForm(sent, batchFormSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	const issuer = (await listMyIssuers(ctx)).find(({ slug }) => slug === form.value.issuer);
	if (!issuer) return refuse({ issuer: ["fields.choose"] });
	try {
		const { batchId } = await prepareReceiptBatch(ctx, { issuerId: issuer.id, taxYear: form.value.taxYear });
		return redirect(`/console/receipts/batches/${batchId}`, 303);
	} catch (error) {
		if (!isAppError(error) || !error.personKey.startsWith("receipts.")) throw error;
		return refuse({ taxYear: [error.personKey] }, error.status);
	}
}

export default function ReceiptBatches() {
	const { title, batches, issuers } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/receipts">{t("receipts.back")}</a>
			</p>
			<PageHead title={title} lead={t("receiptBatches.lead")} />
			<PlainTable
				label={title}
				empty={t("receiptBatches.none")}
				columns={[
					{ label: t("receipts.columns.taxYear") },
					{ label: t("receipts.issuer") },
					{ label: t("receipts.columns.status") },
					{ label: t("receiptBatches.receipts"), number: true },
					{ label: t("receipts.columns.amount"), number: true },
					{ label: t("receiptBatches.createdAt"), number: true },
				]}
				rows={batches.map((batch) => ({
					key: batch.id,
					cells: [
						<a key="batch" href={`/console/receipts/batches/${batch.id}`}>
							{t("receiptBatches.year", { year: batch.taxYear })}
						</a>,
						batch.issuer,
						<StatusBadge key="status" status={batch.status} label={t(`batchStatus.${batch.status}`)} />,
						formatInteger(batch.receipts),
						formatYenSign(batch.amountYen),
						batch.createdAt,
					],
				}))}
			/>
			{issuers.length > 0 ? <Prepare /> : <p className="hint mt-6">{t("receiptBatches.noIssuer")}</p>}
		</>
	);
}

function Prepare() {
	const { issuers, years } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const field = (name: string, fallback: string) => ({
		name,
		value: sent?.values[name] ?? fallback,
		errors: (sent?.errors[name] ?? []).map(errorText),
		empty: t("receipts.choose"),
	});
	return (
		<Section title={t("receiptBatches.prepare")} note={t("receiptBatches.prepareNote")}>
			<form method="post" className="grid max-w-text gap-4 sm:grid-cols-2">
				<SelectField
					{...field("issuer", issuers.length === 1 ? (issuers[0]?.value ?? "") : "")}
					label={t("receipts.issuer")}
					options={issuers}
				/>
				<SelectField
					{...field("taxYear", years[0] ?? "")}
					label={t("receipts.columns.taxYear")}
					options={years.map((value) => ({ value, label: value }))}
				/>
				<div>
					<button type="submit" className="btn btn-primary">
						{t("receiptBatches.prepare")}
					</button>
				</div>
			</form>
		</Section>
	);
}
