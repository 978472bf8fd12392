import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { taxYearOf } from "~/domain/calendar/fiscal-year";
import { donorName } from "~/domain/names/person-name";
import { listHeldGifts } from "~/domain/receipts/list-held-gifts.server";
import { listMyIssuers } from "~/domain/receipts/list-receipt-batches.server";
import { listReceipts } from "~/domain/receipts/list-receipts.server";
import { formatDayShort, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { ReceiptTable } from "~/ui/console/receipt-table";
import { SelectField } from "~/ui/console/select-field";
import { receiptLine } from "./receipt-lines";
import { readReceiptsQuery, receiptsHref, toReceiptsFilter } from "./receipts-filter";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const YEARS_BACK = 10;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readReceiptsQuery(new URL(request.url));
	const page = await listReceipts(ctx, { ...toReceiptsFilter(query), cursor: query.cursor });
	const { cursor, ...filter } = query;
	const filtered = Object.values(query).some((value) => value !== undefined);
	const year = taxYearOf(ctx.now);
	const mayExport = mayEver(ctx, "export", "Gift");
	return {
		query,
		receipts: page.receipts.map((receipt) => receiptLine(receipt, ctx.lang)),
		years: Array.from({ length: YEARS_BACK }, (_, back) => String(year - back)),
		held: filtered ? [] : await heldGifts(ctx),
		firstHref: cursor ? receiptsHref("/console/receipts", filter) : null,
		nextHref: page.nextCursor ? receiptsHref("/console/receipts", filter, { cursor: page.nextCursor }) : null,
		csvHref: mayExport ? receiptsHref("/console/receipts.csv", filter) : null,
		mayBatch: mayEver(ctx, "read", "ReceiptBatch"),
		title: getT(ctx.lang, "console")("receipts.title"),
	};
}

async function heldGifts(ctx: StaffCtx) {
	const issuers = await listMyIssuers(ctx);
	const held = await Promise.all(issuers.map(({ id }) => listHeldGifts(ctx, id)));
	return held.flat().flatMap(({ gift, hold }) =>
		hold === null
			? []
			: [
					{
						id: gift.id,
						donor: donorName(gift, ctx.lang),
						amountYen: gift.worthYen,
						receivedOn: gift.receivedOn,
						hold,
					},
				],
	);
}

export default function Receipts() {
	const { title, receipts, firstHref, nextHref, csvHref, mayBatch, query } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("receipts.lead")}>
				<a className="btn btn-small" href="/console/receipts/paper">
					{t("receipts.paper.title")}
				</a>
				{mayBatch ? (
					<a className="btn btn-small" href="/console/receipts/batches">
						{t("receiptBatches.title")}
					</a>
				) : null}
				{csvHref ? (
					<a className="btn btn-small" href={csvHref}>
						{t("list.csv")}
					</a>
				) : null}
			</PageHead>
			<Filters />
			{receipts.length === 0 ? (
				<p className="notice">{query.q ? t("receipts.noneFound", { search: query.q }) : t("receipts.none")}</p>
			) : (
				<ReceiptTable receipts={receipts} label={title} />
			)}
			<Pager first={firstHref} next={nextHref} />
			<Held />
		</>
	);
}

/** What should have a receipt and has none, with the reason: the office clears it, the next hour issues. */
function Held() {
	const { held } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	if (held.length === 0) return null;
	return (
		<Section title={t("receipts.held")} note={t("receipts.heldNote")}>
			<PlainTable
				label={t("receipts.held")}
				empty={t("receipts.none")}
				columns={[
					{ label: t("receipts.columns.donor") },
					{ label: t("receipts.columns.amount"), number: true },
					{ label: t("receipts.columns.receivedOn"), number: true },
					{ label: t("receipts.reason") },
				]}
				rows={held.map((gift) => ({
					key: gift.id,
					cells: [
						<a key="gift" href={`/console/gifts/${gift.id}`}>
							{gift.donor}
						</a>,
						formatYenSign(gift.amountYen),
						gift.receivedOn === null ? "–" : formatDayShort(gift.receivedOn, lang),
						t(`receipts.holds.${gift.hold}`),
					],
				}))}
			/>
		</Section>
	);
}

function Filters() {
	const { query, years } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<form method="get" action="/console/receipts" className="no-print mb-4 flex flex-wrap items-end gap-3">
			<label className="block grow text-sm sm:max-w-72">
				<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{t("receipts.search")}</span>
				<input type="search" name="q" defaultValue={query.q} className="input min-h-9 py-1 text-sm" />
			</label>
			<SelectField
				name="status"
				label={t("receipts.columns.status")}
				value={query.status}
				all={t("filters.all")}
				options={(["issued", "void"] as const).map((value) => ({ value, label: t(`receiptStatus.${value}`) }))}
			/>
			<SelectField
				name="kind"
				label={t("receipts.columns.kind")}
				value={query.kind}
				all={t("filters.all")}
				options={(["each", "annual"] as const).map((value) => ({ value, label: t(`receipts.kinds.${value}`) }))}
			/>
			<SelectField
				name="taxYear"
				label={t("receipts.columns.taxYear")}
				value={query.taxYear?.toString()}
				all={t("filters.all")}
				options={years.map((value) => ({ value, label: value }))}
			/>
			<button type="submit" className="btn btn-small min-h-9">
				{t("filters.apply")}
			</button>
			<a className="link pb-1.5 text-sm" href="/console/receipts">
				{t("filters.clear")}
			</a>
		</form>
	);
}
