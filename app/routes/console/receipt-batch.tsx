import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { isUuid } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { getReceiptBatch } from "~/domain/receipts/get-receipt-batch.server";
import { issueReceiptBatch } from "~/domain/receipts/issue-receipt-batch.server";
import { listReceipts } from "~/domain/receipts/list-receipts.server";
import { issueFormSchema } from "~/domain/receipts/receipt-forms.schema";
import { withdrawReceiptBatch } from "~/domain/receipts/withdraw-receipt-batch.server";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { BatchExceptions, BatchProgress } from "~/ui/console/receipt-batch-parts";
import { ReceiptTable } from "~/ui/console/receipt-table";
import { StatusBadge } from "~/ui/console/status-badge";
import { TextField } from "~/ui/form/text-field";
import { sentValues } from "./fund-view.server";
import { batchFacts, batchHistory, exceptionLines } from "./receipt-batch-view.server";
import { receiptLine } from "./receipt-lines";

/** Without script the page asks again by itself while a job works on the batch. */
const REFRESH_S = 3;

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
	{ title: shown?.title },
	...(shown?.works ? [{ httpEquiv: "refresh", content: String(REFRESH_S) }] : []),
];

const DONE = ["withdrawn", "issuing"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { searchParams } = new URL(request.url);
	const shown = await getReceiptBatch(ctx, params.batchId ?? "");
	const { batch, count } = shown;
	const asked = searchParams.get("cursor") ?? "";
	const cursor = isUuid(asked) ? asked : undefined;
	const page = await listReceipts(ctx, { batchId: batch.id, oldestFirst: true, cursor });
	const here = `/console/receipts/batches/${batch.id}`;
	return {
		title: getT(ctx.lang, "console")("receiptBatches.one", { year: batch.taxYear }),
		status: batch.status as "prepared",
		works: batch.status === "preparing" || batch.status === "issuing" || shown.waitingFiles > 0,
		progress: { of: count.receipts, issued: count.issued, withFile: count.issued - shown.waitingFiles },
		facts: batchFacts(shown, ctx.lang),
		receipts: page.receipts.map((receipt) => receiptLine(receipt, ctx.lang)),
		exceptions: exceptionLines(shown, ctx.lang),
		noAddress: shown.noAddress.map(({ id, donor }) => ({ id, donor })),
		noAddressTotal: Number(shown.noAddress[0]?.total ?? 0n),
		today: jstDayString(ctx.now),
		mayWithdraw: shown.mayIssue && (batch.status === "preparing" || batch.status === "prepared"),
		mayIssue: shown.mayIssue && batch.status === "prepared" && count.receipts > 0,
		csvHref: `/console/receipts.csv?batch=${batch.id}`,
		firstHref: cursor ? here : null,
		nextHref: page.nextCursor ? `${here}?cursor=${page.nextCursor}` : null,
		history: batchHistory(shown.changes, ctx.lang),
		done: DONE.find((one) => one === searchParams.get("done")) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const batchId = params.batchId ?? "";
	const sent = await readForm(request);
	const refuse = (errors: Record<string, string[] | null>, status = 400) =>
		data({ values: sentValues(sent), errors }, { status });
	const back = (done: (typeof DONE)[number]) => redirect(`/console/receipts/batches/${batchId}?done=${done}`, 303);
	try {
		if (sent.get("intent") === "withdraw") {
			await withdrawReceiptBatch(ctx, { batchId });
			return back("withdrawn");
		}
		const form = parseForm(sent, issueFormSchema);
		if (!form.ok) return refuse(form.submission.reply().error ?? {});
		await issueReceiptBatch(ctx, { batchId, ...form.value });
		return back("issuing");
	} catch (error) {
		if (!isAppError(error) || !error.personKey.startsWith("receipts.")) throw error;
		return refuse({ [error.code === "receipt_issue_day" ? "issueOn" : ""]: [error.personKey] }, error.status);
	}
}

export default function ReceiptBatch() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/receipts/batches">{t("receiptBatches.back")}</a>
			</p>
			<PageHead title={page.title}>
				<StatusBadge status={page.status} label={t(`batchStatus.${page.status}`)} />
				<a className="btn btn-small" href={page.csvHref}>
					{t("list.csv")}
				</a>
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`receiptBatches.done.${page.done}`)}</p> : null}
			{sent?.errors[""]?.length ? (
				<p className="notice notice-bad mb-6" role="alert">
					{sent.errors[""].map(errorText).join(" ")}
				</p>
			) : null}
			<BatchProgress status={page.status} progress={page.progress} works={page.works} />
			<Facts rows={page.facts} />
			{page.mayIssue ? <Issue /> : null}
			{page.mayWithdraw ? (
				<Section title={t("receiptBatches.withdraw")} note={t("receiptBatches.withdrawNote")}>
					<form method="post">
						<button type="submit" name="intent" value="withdraw" className="btn btn-danger">
							{t("receiptBatches.withdraw")}
						</button>
					</form>
				</Section>
			) : null}
			<Section
				title={t("receiptBatches.list")}
				note={page.status === "prepared" ? t("receiptBatches.listNote") : undefined}
			>
				{page.receipts.length === 0 ? (
					<p className="notice">{t("receiptBatches.empty")}</p>
				) : (
					<ReceiptTable receipts={page.receipts} label={t("receiptBatches.list")} />
				)}
				<Pager first={page.firstHref} next={page.nextHref} />
			</Section>
			<BatchExceptions exceptions={page.exceptions} noAddress={page.noAddress} noAddressTotal={page.noAddressTotal} />
			<ChangeHistory changes={page.history} />
		</>
	);
}

function Issue() {
	const { today } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<Section title={t("receiptBatches.issue")} note={t("receiptBatches.issueNote")}>
			<form method="post" className="grid max-w-text gap-4">
				<TextField
					name="issueOn"
					type="date"
					label={t("receipts.columns.issuedOn")}
					value={sent?.values.issueOn ?? today}
					errors={(sent?.errors.issueOn ?? []).map(errorText)}
					className="max-w-56"
				/>
				<div>
					<button type="submit" name="intent" value="issue" className="btn btn-primary">
						{t("receiptBatches.issue")}
					</button>
				</div>
			</form>
		</Section>
	);
}
