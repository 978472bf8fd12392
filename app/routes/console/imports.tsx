import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isUuid, mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import type { ImportKind, ImportState } from "~/domain/imports/import.status";
import { listImports } from "~/domain/imports/list-imports.server";
import { formatInteger, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { StatusBadge } from "~/ui/console/status-badge";
import { nameOf } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const PATH = "/console/imports";

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const asked = new URL(request.url).searchParams.get("cursor") ?? "";
	const cursor = isUuid(asked) ? asked : undefined;
	const { imports, nextCursor } = await listImports(ctx, { cursor });
	return {
		title: getT(ctx.lang, "console")("imports.title"),
		imports: imports.map((row) => ({
			id: row.id,
			fileName: row.fileName,
			kind: row.kind as ImportKind,
			status: row.status as ImportState,
			place: row.hub?.abbreviation ?? nameOf(row.institution, ctx.lang),
			rows: row.rowCount,
			bad: row.badRows,
			createdAt: formatMoment(row.createdAt, ctx.lang),
		})),
		mayImport: mayEver(ctx, "import", "Import"),
		firstHref: cursor ? PATH : null,
		nextHref: nextCursor ? `${PATH}?cursor=${nextCursor}` : null,
	};
}

export default function Imports() {
	const { title, imports, mayImport, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("imports.lead")}>
				{mayImport ? (
					<a className="btn btn-small btn-primary" href={`${PATH}/new`}>
						{t("imports.new")}
					</a>
				) : null}
			</PageHead>
			<PlainTable
				label={title}
				empty={t("imports.none")}
				columns={[
					{ label: t("imports.file") },
					{ label: t("imports.kind") },
					{ label: t("imports.place") },
					{ label: t("imports.status") },
					{ label: t("imports.rows"), number: true },
					{ label: t("imports.bad"), number: true },
					{ label: t("imports.createdAt"), number: true },
				]}
				rows={imports.map((row) => ({
					key: row.id,
					cells: [
						<a key="file" className="break-all" href={`${PATH}/${row.id}`}>
							{row.fileName}
						</a>,
						t(`imports.kinds.${row.kind}`),
						row.place,
						<StatusBadge key="status" status={row.status} label={t(`imports.states.${row.status}`)} />,
						formatInteger(row.rows),
						formatInteger(row.bad),
						row.createdAt,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
			{mayImport ? (
				<Section title={t("imports.templates")} note={t("imports.templatesNote")}>
					<ul className="list-disc ps-5 text-sm">
						{(["external_funds", "spending"] as const).map((kind) => (
							<li key={kind}>
								{t(`imports.kinds.${kind}`)}: <a href={`${PATH}/template.xlsx?kind=${kind}`}>XLSX</a>{" "}
								<a href={`${PATH}/template.csv?kind=${kind}`}>CSV</a>
							</li>
						))}
					</ul>
				</Section>
			) : null}
		</>
	);
}
