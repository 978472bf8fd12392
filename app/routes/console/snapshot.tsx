import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { getSnapshot } from "~/domain/snapshots/get-snapshot.server";
import { listBookedSince } from "~/domain/snapshots/list-booked-since.server";
import { verifySnapshot } from "~/domain/snapshots/verify-snapshot.server";
import { formatDayShort, formatFiscalYear, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { Amount } from "~/ui/console/amount";
import { Facts } from "~/ui/console/facts";
import { FigureChanges } from "~/ui/console/figure-changes";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { hrefWith, readQuery } from "./list-query";
import { toChangeLines, toSnapshotView } from "./snapshot-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	verify: z.literal("1").optional().catch(undefined),
	done: z.literal("taken").optional().catch(undefined),
	cursor: z.coerce
		.bigint()
		.positive()
		.max(2n ** 63n - 1n)
		.optional()
		.catch(undefined),
});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { lang } = ctx;
	const query = readQuery(request, querySchema);
	const snapshotId = params.snapshotId ?? "";
	const { content, ...snapshot } = await getSnapshot(ctx, snapshotId);
	const [since, verified] = await Promise.all([
		listBookedSince(ctx, snapshotId, { cursor: query.cursor }),
		query.verify ? verifySnapshot(ctx, snapshotId) : null,
	]);
	const t = getT(lang, "console");
	const here = `/console/snapshots/${snapshotId}`;
	return {
		title: snapshot.title,
		year: formatFiscalYear(content.fiscalYear, lang),
		isTaken: query.done !== undefined,
		facts: [
			{ label: t("filters.fiscalYear"), value: formatFiscalYear(content.fiscalYear, lang) },
			{ label: t("filters.hub"), value: snapshot.hub?.abbreviation ?? t("snapshots.programme") },
			{ label: t("snapshots.columns.takenAt"), value: formatMoment(snapshot.takenAt, lang) },
			{ label: t("snapshots.facts.takenBy"), value: content.takenBy },
			{ label: t("snapshots.facts.ledger"), value: content.ledger.lastEntryId },
			...(content.note === "" ? [] : [{ label: t("snapshots.take.note"), value: content.note }]),
		],
		sha256: snapshot.sha256,
		files: mayEver(ctx, "export", "LedgerBalance")
			? { pdf: snapshot.pdfSha256 && `${here}/file/pdf`, xlsx: snapshot.xlsxSha256 && `${here}/file/xlsx` }
			: null,
		view: toSnapshotView(content, lang),
		verified: verified && { ...verified, changes: toChangeLines(verified.changes, content.hubs, lang) },
		since: since.bookings.map((one) => ({
			key: one.transactionId.toString(),
			kind: t(`ledgerKinds.${one.kind}` as "ledgerKinds.gift_received"),
			occurredOn: formatDayShort(one.occurredOn, lang),
			bookedAt: formatMoment(one.bookedAt, lang),
			hub: content.hubs.find(({ slug }) => slug === one.hub)?.abbreviation ?? t("programme.programmeFunds"),
			reason: one.reason === "told_late" ? t("years.toldLate") : (one.reason ?? ""),
			netYen: one.netYen,
			spentYen: one.spentYen,
			precision: one.precision,
		})),
		firstHref: query.cursor ? here : null,
		nextHref: since.nextCursor ? hrefWith(here, { cursor: String(since.nextCursor) }) : null,
	};
}

export default function Snapshot() {
	const page = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/snapshots">{t("snapshots.back")}</a>
			</p>
			<PageHead title={page.title}>
				{page.files?.pdf ? (
					<a className="btn btn-small" href={page.files.pdf}>
						PDF
					</a>
				) : null}
				{page.files?.xlsx ? (
					<a className="btn btn-small" href={page.files.xlsx}>
						{t("desk.xlsx")}
					</a>
				) : null}
				<form method="get">
					<button type="submit" name="verify" value="1" className="btn btn-small">
						{t("snapshots.verify")}
					</button>
				</form>
			</PageHead>
			{page.isTaken ? <p className="notice notice-good mb-5">{t("snapshots.done")}</p> : null}
			{page.verified ? <Verified /> : null}
			<Facts
				rows={[
					...page.facts,
					{
						label: t("snapshots.facts.hash"),
						value: <code className="break-all text-xs">{page.sha256}</code>,
					},
				]}
			/>
			<Frozen />
			<Since />
		</>
	);
}

function Verified() {
	const { verified } = useLoaderData<typeof loader>();
	const t = useT("console");
	if (!verified) return null;
	const { contentIsSame, pdf, xlsx, changes } = verified;
	const bad = !contentIsSame || [pdf, xlsx].some((file) => file === "differs" || file === "missing");
	const count = changes.count;
	return (
		<div className={`notice ${bad ? "notice-bad" : "notice-good"} mb-6`} role="status">
			<Facts
				rows={[
					{
						label: t("snapshots.verified.content"),
						value: t(contentIsSame ? "snapshots.verified.same" : "snapshots.verified.differs"),
					},
					{ label: t("snapshots.verified.pdf"), value: t(`snapshots.verified.${pdf}`) },
					{ label: t("snapshots.verified.xlsx"), value: t(`snapshots.verified.${xlsx}`) },
					{
						label: t("snapshots.verified.figures"),
						value: count === 0 ? t("snapshots.verified.same") : t("snapshots.verified.changed", { count }),
					},
				]}
			/>
		</div>
	);
}

function Frozen() {
	const { view, year, verified } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			{verified && verified.changes.count > 0 ? (
				<Section title={t("snapshots.changes.title")}>
					<FigureChanges
						label={t("snapshots.changes.title")}
						afterLabel={t("snapshots.changes.after")}
						changes={verified.changes}
					/>
				</Section>
			) : null}
			<Section title={t("snapshots.brief", { year })}>
				<PlainTable
					label={t("snapshots.brief", { year })}
					empty={t("desk.noMoney")}
					columns={[
						{ label: t("snapshots.changes.measure") },
						{ label: year, number: true },
						{ label: t("desk.lastYear"), number: true },
					]}
					rows={view.brief.map((line) => ({
						key: line.key,
						cells: [
							line.label,
							<Amount key="now" {...line.now} unit="yen" />,
							<Amount key="last" {...line.last} unit="yen" />,
						],
					}))}
				/>
			</Section>
			<Section title={t("snapshots.byYear")} note={t("desk.yenNote")}>
				<PlainTable
					label={t("snapshots.byYear")}
					empty={t("desk.noMoney")}
					columns={[{ label: t("filters.hub") }, ...view.years.map((label) => ({ label, number: true }))]}
					rows={[...view.rows, view.whole].map((row) => ({
						key: row.key,
						cells: [
							row.label,
							...row.cells.map((cell, index) => <Amount key={view.years[index]} {...cell} unit="yen" />),
						],
					}))}
				/>
			</Section>
			{view.coverage.length === 0 ? null : (
				<Section title={t("snapshots.coverage")}>
					<PlainTable
						label={t("snapshots.coverage")}
						empty=""
						columns={[{ label: t("filters.hub") }, ...view.coverageYears.map((label) => ({ label, number: true }))]}
						rows={view.coverage}
					/>
				</Section>
			)}
		</>
	);
}

function Since() {
	const { since, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<Section title={t("snapshots.since.title")} note={t("snapshots.since.note")}>
			<PlainTable
				label={t("snapshots.since.title")}
				empty={t("snapshots.since.none")}
				columns={[
					{ label: t("gift.entries.transaction"), number: true },
					{ label: t("gift.entries.occurredOn"), number: true },
					{ label: t("snapshots.since.bookedAt"), number: true },
					{ label: t("gift.entries.kind") },
					{ label: t("filters.hub") },
					{ label: t("snapshots.since.reason") },
					{ label: t("snapshots.since.net"), number: true },
					{ label: t("snapshots.since.spent"), number: true },
				]}
				rows={since.map((one) => ({
					key: one.key,
					cells: [
						one.key,
						one.occurredOn,
						one.bookedAt,
						one.kind,
						one.hub,
						one.reason || "–",
						<Amount key="net" yen={one.netYen} precision={one.precision} unit="yen" />,
						<Amount key="spent" yen={one.spentYen} precision={one.precision} unit="yen" />,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</Section>
	);
}
