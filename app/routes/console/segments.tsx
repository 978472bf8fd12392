import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { countSegment } from "~/domain/segments/count-segment.server";
import { explainSegment } from "~/domain/segments/get-segment.server";
import { listSegments } from "~/domain/segments/list-segments.server";
import { formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SegmentWords } from "~/ui/console/segment-builder";
import { SelectField } from "~/ui/console/select-field";
import { chosenHub } from "./chosen-hub.server";
import { nameOf } from "./fund-view.server";
import { hrefWith, readQuery } from "./list-query";
import { segmentWords } from "./segment-view.server";
import { SEGMENTS } from "./segments-path";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const PER_PAGE = 20;
const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	done: z.literal("removed").optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, done, ...query } = readQuery(request, querySchema);
	const { hubId, hubs } = await chosenHub(ctx, query.hub);
	const { segments, nextCursor } = await listSegments(ctx, { hubId, cursor, limit: PER_PAGE });
	const rows = await Promise.all(
		segments.map(async ({ rules, ...segment }) => {
			const { id, name, uses } = segment;
			const place = segment.hub?.abbreviation ?? nameOf(segment.institution, ctx.lang);
			if (rules === null) return { id, name, place, uses, words: null, count: null };
			const { names } = await explainSegment(ctx, segment, rules);
			const count = formatInteger(await countSegment(ctx, { ...segment, rules }));
			return { id, name, place, uses, words: segmentWords(rules, names, ctx.lang), count };
		}),
	);
	return {
		title: getT(ctx.lang, "console")("segments.title"),
		query,
		done: done !== undefined,
		rows,
		hubs,
		mayChange: mayEver(ctx, "change", "Segment"),
		firstHref: cursor ? hrefWith(SEGMENTS, query) : null,
		nextHref: nextCursor ? hrefWith(SEGMENTS, { ...query, cursor: nextCursor }) : null,
	};
}

export default function Segments() {
	const { title, rows, query, hubs, mayChange, done, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("segments.lead")}>
				{mayChange ? (
					<a className="btn btn-small btn-primary" href={hrefWith(`${SEGMENTS}/new`, { hub: query.hub })}>
						{t("segments.new")}
					</a>
				) : null}
			</PageHead>
			{done ? <p className="notice notice-good mb-4">{t("segments.done.removed")}</p> : null}
			{hubs.length > 1 ? (
				<form method="get" action={SEGMENTS} className="no-print mb-4 flex flex-wrap items-end gap-3">
					<SelectField name="hub" label={t("filters.hub")} value={query.hub} all={t("filters.all")} options={hubs} />
					<button type="submit" className="btn btn-small min-h-9">
						{t("filters.apply")}
					</button>
				</form>
			) : null}
			<PlainTable
				label={title}
				empty={t("segments.none")}
				columns={[
					{ label: t("segments.name") },
					{ label: t("segments.rules") },
					{ label: t("segments.place") },
					{ label: t("segments.donors"), number: true },
					{ label: t("segments.uses"), number: true },
				]}
				rows={rows.map((row) => ({
					key: row.id,
					cells: [
						row.words === null ? (
							row.name
						) : (
							<a key="name" href={`${SEGMENTS}/${row.id}`}>
								{row.name}
							</a>
						),
						row.words === null ? t("segments.unreadable") : <SegmentWords key="words" words={row.words} />,
						row.place,
						row.count ?? "–",
						row.uses,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
