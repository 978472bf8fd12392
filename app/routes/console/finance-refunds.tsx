import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listRefunds, REFUND_QUEUES, type RefundQueue } from "~/domain/refunds/list-refunds.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { RefundTable } from "~/ui/console/refund-table";
import { refundLines } from "./refund-lines";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const QUEUES = Object.keys(REFUND_QUEUES) as [RefundQueue, ...RefundQueue[]];
const querySchema = z.object({
	queue: z
		.enum([...QUEUES, "all"])
		.default("waiting")
		.catch("waiting"),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { queue, cursor } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
	const page = await listRefunds(ctx, { cursor, ...(queue === "all" ? {} : { queue }) });
	const here = `/console/finance/refunds?queue=${queue}`;
	return {
		title: getT(ctx.lang, "console")("refunds.title"),
		queue,
		queues: [...QUEUES, "all" as const],
		refunds: refundLines(page.refunds, ctx.lang),
		firstHref: cursor ? here : null,
		nextHref: page.nextCursor ? `${here}&cursor=${page.nextCursor}` : null,
	};
}

export default function Refunds() {
	const { title, queue, queues, refunds, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("refunds.lead")} />
			<nav className="no-print mb-4 flex flex-wrap gap-2" aria-label={t("refunds.queuesLabel")}>
				{queues.map((one) => (
					<a
						key={one}
						href={`/console/finance/refunds?queue=${one}`}
						className={one === queue ? "btn btn-small btn-primary" : "btn btn-small"}
						aria-current={one === queue ? "page" : undefined}
					>
						{t(`refunds.queues.${one}`)}
					</a>
				))}
			</nav>
			<RefundTable refunds={refunds} label={t(`refunds.queues.${queue}`)} />
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
