import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listOutcomes } from "~/domain/outcomes/list-outcomes.server";
import { OUTCOME_KINDS } from "~/domain/outcomes/outcome";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { OutcomeTable } from "~/ui/console/outcome-parts";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { SelectField } from "~/ui/console/select-field";
import { chosenHub } from "./chosen-hub.server";
import { hrefWith, readQuery } from "./list-query";
import { OUTCOMES, toLine } from "./outcome-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	kind: z.enum(OUTCOME_KINDS).optional().catch(undefined),
	cursor: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
		.optional()
		.catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, querySchema);
	const { hubId, hubs } = await chosenHub(ctx, query.hub);
	const { outcomes, nextCursor } = await listOutcomes(ctx, { kind: query.kind, hubId, cursor });
	const t = getT(ctx.lang, "console");
	return {
		title: t("outcomes.title"),
		query,
		hubs,
		lines: outcomes.map((row) => toLine(row, ctx.lang, t)),
		firstHref: cursor ? hrefWith(OUTCOMES, query) : null,
		nextHref: nextCursor ? hrefWith(OUTCOMES, { ...query, cursor: nextCursor }) : null,
	};
}

/** What came of everything that was asked and told, the latest first. */
export default function Outcomes() {
	const { title, query, hubs, lines, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("outcomes.lead")} />
			<form method="get" action={OUTCOMES} className="no-print mb-4 flex flex-wrap items-end gap-3">
				{hubs.length > 1 ? (
					<SelectField name="hub" label={t("filters.hub")} value={query.hub} all={t("filters.all")} options={hubs} />
				) : null}
				<SelectField
					name="kind"
					label={t("outcomes.columns.kind")}
					value={query.kind}
					all={t("filters.all")}
					options={OUTCOME_KINDS.map((value) => ({ value, label: t(`outcomes.kinds.${value}`) }))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
				<a className="link pb-1.5 text-sm" href={OUTCOMES}>
					{t("filters.clear")}
				</a>
			</form>
			<OutcomeTable lines={lines} label={title} empty={t("outcomes.none")} />
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
