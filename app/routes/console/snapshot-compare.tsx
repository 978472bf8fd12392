import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { getSnapshot, type SnapshotHead } from "~/domain/snapshots/get-snapshot.server";
import { changesBetween } from "~/domain/snapshots/verify-snapshot.server";
import { formatFiscalYear, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { FigureChanges } from "~/ui/console/figure-changes";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { readQuery } from "./list-query";
import { toChangeLines } from "./snapshot-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const id = z.uuid().optional().catch(undefined);
const querySchema = z.object({ a: id, b: id });

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { a = "", b = "" } = readQuery(request, querySchema);
	const [one, other] = await Promise.all([getSnapshot(ctx, a), getSnapshot(ctx, b)]);
	// Whichever was chosen first, the earlier one is what the later is compared with.
	const [older, newer] = one.takenAt <= other.takenAt ? [one, other] : [other, one];
	const t = getT(ctx.lang, "console");
	const head = (snapshot: SnapshotHead) => ({
		id: snapshot.id,
		title: snapshot.title,
		year: formatFiscalYear(snapshot.fiscalYear, ctx.lang),
		hub: snapshot.hub?.abbreviation ?? t("snapshots.programme"),
		takenAt: formatMoment(snapshot.takenAt, ctx.lang),
		hash: snapshot.sha256.slice(0, 12),
	});
	return {
		title: t("snapshots.compare.title"),
		heads: [head(older), head(newer)],
		isOfOthers: older.hub?.id !== newer.hub?.id,
		changes: toChangeLines(changesBetween(older.content, newer.content), newer.content.hubs, ctx.lang),
	};
}

export default function SnapshotCompare() {
	const { title, heads, isOfOthers, changes } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/snapshots">{t("snapshots.back")}</a>
			</p>
			<PageHead title={title} lead={t("snapshots.compare.lead")} />
			<PlainTable
				label={title}
				empty=""
				columns={[
					{ label: t("snapshots.columns.title") },
					{ label: t("filters.fiscalYear"), number: true },
					{ label: t("filters.hub") },
					{ label: t("snapshots.columns.takenAt"), number: true },
					{ label: t("snapshots.columns.hash") },
				]}
				rows={heads.map((head, index) => ({
					key: `${index}${head.id}`,
					cells: [
						<a key="title" href={`/console/snapshots/${head.id}`}>
							{head.title}
						</a>,
						head.year,
						head.hub,
						head.takenAt,
						<code key="hash">{head.hash}</code>,
					],
				}))}
			/>
			{isOfOthers ? <p className="notice notice-warn mt-4">{t("snapshots.compare.different")}</p> : null}
			<Section title={t("snapshots.changes.title")}>
				<FigureChanges
					label={t("snapshots.changes.title")}
					afterLabel={t("snapshots.changes.compareAfter")}
					changes={changes}
				/>
			</Section>
		</>
	);
}
