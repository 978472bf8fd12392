import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize, mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listFiscalYears } from "~/domain/programme/list-fiscal-years.server";
import { listSnapshots } from "~/domain/snapshots/get-snapshot.server";
import { listTakeableHubs } from "~/domain/snapshots/list-takeable-hubs.server";
import { takeSnapshotSchema } from "~/domain/snapshots/snapshot.schema";
import { takeSnapshot } from "~/domain/snapshots/take-snapshot.server";
import { formatFiscalYear, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { TakeSnapshotForm } from "~/ui/console/take-snapshot-form";
import { sentValues } from "./fund-view.server";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

/** The whole programme in the form; hubs by slug. */
const PROGRAMME = "programme";

const querySchema = z.object({ cursor: z.uuid().optional().catch(undefined) });

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "Snapshot");
	const { cursor } = readQuery(request, querySchema);
	const t = getT(ctx.lang, "console");
	const mayTake = mayEver(ctx, "take", "Snapshot");
	const [{ snapshots, nextCursor }, years, takeable] = await Promise.all([
		listSnapshots(ctx, { cursor }),
		mayTake ? listFiscalYears(ctx) : [],
		mayTake ? listTakeableHubs(ctx) : null,
	]);
	return {
		title: t("snapshots.title"),
		rows: snapshots.map((one) => ({
			id: one.id,
			title: one.title,
			year: formatFiscalYear(one.fiscalYear, ctx.lang),
			hub: one.hub?.abbreviation ?? t("snapshots.programme"),
			takenAt: formatMoment(one.takenAt, ctx.lang),
			hash: one.sha256.slice(0, 12),
			isReady: one.pdfSha256 !== null,
		})),
		mayOpenFiles: mayEver(ctx, "export", "LedgerBalance"),
		form: takeable && {
			years: years.map((year) => ({ value: String(year), label: formatFiscalYear(year, ctx.lang) })),
			hubs: [
				...(takeable.programme ? [{ value: PROGRAMME, label: t("snapshots.programme") }] : []),
				...takeable.hubs.map(({ slug, abbreviation }) => ({ value: slug, label: abbreviation })),
			],
		},
		firstHref: cursor ? "/console/snapshots" : null,
		nextHref: nextCursor ? hrefWith("/console/snapshots", { cursor: nextCursor }) : null,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "take", "Snapshot");
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const form = parseForm(sent, takeSnapshotSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	const { hub, ...wish } = form.value;
	const { programme, hubs } = await listTakeableHubs(ctx);
	const hubId = hub === PROGRAMME && programme ? null : hubs.find(({ slug }) => slug === hub)?.id;
	if (hubId === undefined) return refuse({ hub: ["fields.choose"] });
	try {
		const { snapshotId } = await takeSnapshot(ctx, { ...wish, hubId });
		return redirect(`/console/snapshots/${snapshotId}?done=taken`, 303);
	} catch (error) {
		if (!isAppError(error) || error.status !== 400) throw error;
		return refuse({ [String(error.params.field ?? "")]: [error.personKey] });
	}
}

export default function Snapshots() {
	const { title, rows, mayOpenFiles, form, firstHref, nextHref } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("snapshots.lead")} />
			<PlainTable
				label={title}
				empty={t("snapshots.none")}
				columns={[
					{ label: t("snapshots.columns.title") },
					{ label: t("filters.fiscalYear"), number: true },
					{ label: t("filters.hub") },
					{ label: t("snapshots.columns.takenAt"), number: true },
					{ label: t("snapshots.columns.hash") },
					...(mayOpenFiles ? [{ label: t("snapshots.columns.files") }] : []),
				]}
				rows={rows.map((row) => ({
					key: row.id,
					cells: [
						<a key="title" href={`/console/snapshots/${row.id}`}>
							{row.title}
						</a>,
						row.year,
						row.hub,
						row.takenAt,
						<code key="hash">{row.hash}</code>,
						...(mayOpenFiles ? [<Files key="files" id={row.id} isReady={row.isReady} />] : []),
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
			{rows.length > 1 ? (
				<form method="get" action="/console/snapshots/compare" className="no-print mt-6 flex flex-wrap items-end gap-3">
					<SelectField
						name="a"
						label={t("snapshots.compare.older")}
						value={rows[1]?.id}
						options={rows.map((row) => ({ value: row.id, label: `${row.takenAt} ${row.title}` }))}
					/>
					<SelectField
						name="b"
						label={t("snapshots.compare.newer")}
						value={rows[0]?.id}
						options={rows.map((row) => ({ value: row.id, label: `${row.takenAt} ${row.title}` }))}
					/>
					<button type="submit" className="btn btn-small min-h-9">
						{t("snapshots.compare.submit")}
					</button>
				</form>
			) : null}
			{form ? <TakeSnapshotForm {...form} sent={sent ?? null} /> : null}
		</>
	);
}

function Files({ id, isReady }: { id: string; isReady: boolean }) {
	const t = useT("console");
	if (!isReady) return <span className="text-ink-soft">{t("snapshots.waiting")}</span>;
	return (
		<>
			<a href={`/console/snapshots/${id}/file/pdf`}>PDF</a> <a href={`/console/snapshots/${id}/file/xlsx`}>Excel</a>
		</>
	);
}
