import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { GIFT_PAYMENT_STATES } from "~/domain/gifts/gift-payment.status";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { CHANNELS } from "~/domain/ledger/kinds";
import { listFiscalYears } from "~/domain/programme/list-fiscal-years.server";
import { getSegment } from "~/domain/segments/get-segment.server";
import { formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { GiftTable } from "~/ui/console/gift-table";
import { ListFilters } from "~/ui/console/list-filters";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { SegmentNote } from "~/ui/console/segment-note";
import { SelectField } from "~/ui/console/select-field";
import { giftLines } from "./gift-lines";
import { giftsHref, readGiftsQuery, toGiftsFilter } from "./gifts-filter";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readGiftsQuery(new URL(request.url));
	const { hubs } = await listMyHubs(ctx);
	const segment = query.segment === undefined ? undefined : await getSegment(ctx, query.segment);
	const [page, years] = await Promise.all([
		listGifts(ctx, { ...toGiftsFilter(query, hubs), segment, cursor: query.cursor }),
		listFiscalYears(ctx),
	]);
	const { cursor, ...filter } = query;
	return {
		query,
		gifts: giftLines(page.gifts, ctx.lang),
		hubs: hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
		years,
		firstHref: cursor ? giftsHref("/console/gifts", filter) : null,
		nextHref: page.nextCursor ? giftsHref("/console/gifts", filter, { cursor: page.nextCursor }) : null,
		mayEnter: mayEver(ctx, "enter", "Gift"),
		segment: segment
			? { id: segment.id, name: segment.name, without: giftsHref("/console/gifts", filter, { segment: "" }) }
			: null,
		csvHref: mayEver(ctx, "export", "Gift") ? giftsHref("/console/gifts.csv", filter) : null,
		csvSjisHref: mayEver(ctx, "export", "Gift") ? giftsHref("/console/gifts.csv", filter, { encoding: "cp932" }) : null,
		title: getT(ctx.lang, "console")("gifts.title"),
	};
}

export default function Gifts() {
	const shown = useLoaderData<typeof loader>();
	const { title, gifts, mayEnter, firstHref, nextHref, csvHref, csvSjisHref, query, segment } = shown;
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("gifts.lead")}>
				{mayEnter ? (
					<a className="btn btn-small" href="/console/gifts/new">
						{t("enterGift.link")}
					</a>
				) : null}
				{csvHref && csvSjisHref ? (
					<>
						<a className="btn btn-small" href={csvHref}>
							{t("list.csv")}
						</a>
						<a className="btn btn-small" href={csvSjisHref}>
							{t("list.csvSjis")}
						</a>
					</>
				) : null}
			</PageHead>
			<Filters />
			<SegmentNote segment={segment} />
			{gifts.length === 0 ? (
				<p className="notice">{query.q ? t("gifts.noneFound", { name: query.q }) : t("gifts.none")}</p>
			) : (
				<GiftTable gifts={gifts} label={title} />
			)}
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}

function Filters() {
	const { query, hubs, years } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const options = <T extends string>(values: readonly T[], label: (value: T) => string) =>
		values.map((value) => ({ value, label: label(value) }));
	return (
		<ListFilters
			action="/console/gifts"
			search={{ label: t("gifts.search"), example: t("gifts.searchExample"), value: query.q }}
			hub={query.hub}
			hubs={hubs}
		>
			{query.segment ? <input type="hidden" name="segment" value={query.segment} /> : null}
			<SelectField
				name="status"
				label={t("gifts.columns.status")}
				value={query.status}
				all={t("filters.all")}
				options={options(GIFT_PAYMENT_STATES, (value) => t(`giftStatus.${value}`))}
			/>
			<SelectField
				name="channel"
				label={t("gifts.columns.channel")}
				value={query.channel}
				all={t("filters.all")}
				options={options(CHANNELS, (value) => t(`channels.${value}`))}
			/>
			<SelectField
				name="fiscalYear"
				label={t("filters.givenFiscalYear")}
				value={query.fiscalYear?.toString()}
				all={t("filters.all")}
				options={years.map((year) => ({ value: String(year), label: formatFiscalYear(year, lang) }))}
			/>
			<SelectField
				name="display"
				label={t("filters.display")}
				value={query.display}
				all={t("filters.all")}
				options={[{ value: "pending", label: t("gifts.displayPending") }]}
			/>
		</ListFilters>
	);
}
