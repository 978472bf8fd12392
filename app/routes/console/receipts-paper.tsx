import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isUuid, mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listReceipts } from "~/domain/receipts/list-receipts.server";
import { markPaperSent, PAPER_AT_ONCE } from "~/domain/receipts/mark-paper-sent.server";
import { formatDayShort, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { invalid, notFound } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { PageHead, TableFrame } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** Receipts still to print and post, oldest first: one page to print beside them, with the address of each. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { searchParams } = new URL(request.url);
	const cursor = searchParams.get("cursor") ?? undefined;
	const page = await listReceipts(ctx, {
		paper: "waiting",
		oldestFirst: true,
		limit: PAPER_AT_ONCE,
		cursor: cursor !== undefined && isUuid(cursor) ? cursor : undefined,
	});
	return {
		title: getT(ctx.lang, "console")("receipts.paper.title"),
		marked: /^\d{1,3}$/.test(searchParams.get("marked") ?? "") ? Number(searchParams.get("marked")) : null,
		mayMark: mayEver(ctx, "issue", "Receipt"),
		receipts: page.receipts.map(
			({ id, numberText, donor, honorific, postalCode, addressLines, amountYen, issuedOn, hasFile }) => ({
				id,
				numberText,
				donor,
				honorific,
				postalCode,
				addressLines,
				amountYen,
				issuedOn,
				hasFile,
			}),
		),
		firstHref: cursor ? "/console/receipts/paper" : null,
		nextHref: page.nextCursor ? `/console/receipts/paper?cursor=${page.nextCursor}` : null,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const sent = await readForm(request);
	const receiptIds = sent.getAll("receipt").filter((id): id is string => typeof id === "string");
	const unknown = receiptIds.find((id) => !isUuid(id));
	if (unknown !== undefined) throw notFound("receipt", "with such an id");
	if (receiptIds.length === 0)
		throw invalid("receipts_none_chosen", "no receipt was chosen", { personKey: "receipts.noneChosen" });
	const { marked } = await markPaperSent(ctx, { receiptIds });
	return redirect(`/console/receipts/paper?marked=${marked}`, 303);
}

export default function PaperQueue() {
	const { title, receipts, marked, mayMark, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<p className="no-print mb-2 text-sm">
				<a href="/console/receipts">{t("receipts.back")}</a>
			</p>
			<PageHead title={title} lead={t("receipts.paper.lead")} />
			{marked !== null ? (
				<p className="notice notice-good mb-6">{t("receipts.paper.marked", { count: marked })}</p>
			) : null}
			{receipts.length === 0 ? (
				<p className="notice">{t("receipts.paper.none")}</p>
			) : (
				<form method="post" className="grid gap-4">
					<Rows />
					{mayMark ? (
						<div className="no-print">
							<button type="submit" className="btn btn-primary">
								{t("receipts.paper.mark")}
							</button>
						</div>
					) : null}
				</form>
			)}
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}

function Rows() {
	const { title, receipts, mayMark } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<TableFrame label={title}>
			<table className="table text-[0.8125rem]">
				<thead>
					<tr>
						<th scope="col">{t("receipts.columns.number")}</th>
						<th scope="col">{t("receipts.address")}</th>
						<th scope="col" className="num">
							{t("receipts.columns.amount")}
						</th>
						<th scope="col" className="num">
							{t("receipts.columns.issuedOn")}
						</th>
						<th scope="col">{t("receipts.file")}</th>
					</tr>
				</thead>
				<tbody>
					{receipts.map((receipt) => (
						<tr key={receipt.id}>
							<th scope="row" className="font-normal">
								{mayMark ? (
									<label className="inline-flex items-center gap-2">
										<input type="checkbox" name="receipt" value={receipt.id} className="no-print size-5" />
										{receipt.numberText}
									</label>
								) : (
									receipt.numberText
								)}
							</th>
							<td className="min-w-48">
								{receipt.postalCode ? <span className="block">{`〒${receipt.postalCode}`}</span> : null}
								{receipt.addressLines.map((line) => (
									<span key={line} className="block">
										{line}
									</span>
								))}
								<span className="block font-semibold">
									{t(`receipts.paper.addressee.${receipt.honorific}`, { name: receipt.donor })}
								</span>
							</td>
							<td className="num">{formatYenSign(receipt.amountYen)}</td>
							<td className="num">{receipt.issuedOn === null ? "–" : formatDayShort(receipt.issuedOn, lang)}</td>
							<td>
								{receipt.hasFile ? (
									<a href={`/console/receipts/${receipt.id}/file`}>{t("receipts.open")}</a>
								) : (
									t("receipts.fileWaits")
								)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
