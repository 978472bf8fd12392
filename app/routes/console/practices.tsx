import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listPractices } from "~/domain/practices/list-practices.server";
import { PRACTICE_KINDS } from "~/domain/practices/practice.schema";
import { formatDayShort, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PracticeCards } from "~/ui/console/practices";
import { SelectField } from "~/ui/console/select-field";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const querySchema = z.object({
	kind: z.enum(PRACTICE_KINDS).optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { kind, cursor } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
	const { practices, nextCursor } = await listPractices(ctx, { kind, cursor });
	const here = (more: Record<string, string>) =>
		`/console/practices?${new URLSearchParams({ ...(kind && { kind }), ...more })}`;
	const ja = ctx.lang === "ja";
	return {
		title: getT(ctx.lang, "console")("practices.title"),
		kind,
		mayOffer: mayEver(ctx, "offer", "Hub"),
		practices: practices.map((one) => ({
			id: one.id,
			kind: one.kind as (typeof PRACTICE_KINDS)[number],
			hub: one.hub.abbreviation,
			title: ja ? one.titleJa : one.titleEn || one.titleJa,
			summary: ja ? one.summaryJa : one.summaryEn || one.summaryJa,
			offeredOn: formatDayShort(one.offeredAt.toISOString().slice(0, 10), ctx.lang),
			adopted: formatInteger(one.adoptions.length),
			adoptedBy: [...new Set(one.adoptions.map(({ hub }) => hub.abbreviation))].join(ja ? "、" : ", "),
		})),
		firstHref: cursor ? here({}) : null,
		nextHref: nextCursor ? here({ cursor: nextCursor }) : null,
	};
}

/** What worked at one hub, for the others; and what spread. */
export default function Practices() {
	const { title, kind, mayOffer, practices, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("practices.lead")}>
				{mayOffer ? (
					<a className="btn btn-small" href="/console/practices/offer">
						{t("practices.offer")}
					</a>
				) : null}
			</PageHead>
			<form method="get" className="no-print mb-5 flex flex-wrap items-end gap-3">
				<SelectField
					name="kind"
					label={t("practices.kind")}
					value={kind}
					all={t("filters.all")}
					options={PRACTICE_KINDS.map((value) => ({ value, label: t(`practices.kinds.${value}`) }))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PracticeCards practices={practices} />
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
