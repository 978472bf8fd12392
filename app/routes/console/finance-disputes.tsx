import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize, mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { decideFraudWarning } from "~/domain/disputes/decide-fraud-warning.server";
import { listDisputes, listFraudWarnings } from "~/domain/disputes/list-disputes.server";
import { noteSchema } from "~/domain/refunds/refund.schema";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { DisputeTable } from "~/ui/console/dispute-table";
import { FraudWarnings } from "~/ui/console/fraud-warnings";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { sentValues } from "./fund-view.server";
import { disputeLines, warningLines } from "./refund-lines";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const HERE = "/console/finance/disputes";
const querySchema = z.object({
	closed: z.uuid().optional().catch(undefined),
	open: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const url = new URL(request.url);
	const cursor = querySchema.parse(Object.fromEntries(url.searchParams));
	const [open, closed, warnings] = await Promise.all([
		listDisputes(ctx, { closed: false, cursor: cursor.open }),
		listDisputes(ctx, { closed: true, cursor: cursor.closed }),
		mayEver(ctx, "read", "FraudWarning") ? listFraudWarnings(ctx) : null,
	]);
	return {
		title: getT(ctx.lang, "console")("disputes.title"),
		open: disputeLines(open.disputes, ctx.lang),
		openHrefs: { first: cursor.open ? HERE : null, next: open.nextCursor ? `${HERE}?open=${open.nextCursor}` : null },
		closed: disputeLines(closed.disputes, ctx.lang),
		closedHrefs: {
			first: cursor.closed ? HERE : null,
			next: closed.nextCursor ? `${HERE}?closed=${closed.nextCursor}` : null,
		},
		warnings: warnings === null ? null : warningLines(warnings, ctx.lang),
		mayDecide: mayEver(ctx, "decide", "FraudWarning"),
		done: z.enum(["refund", "keep"]).safeParse(url.searchParams.get("done")).data ?? null,
	};
}

const actionSchema = z.object({ warningId: z.uuid(), decision: z.enum(["refund", "keep"]), note: noteSchema });

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "decide", "FraudWarning");
	const sent = await readForm(request);
	const { warningId = "", note = "" } = sentValues(sent);
	const refuse = (errors: string[], status = 400) => data({ refused: { warningId, note, errors } }, { status });
	const form = parseForm(sent, actionSchema);
	if (!form.ok) return refuse(Object.values(form.submission.reply().error ?? {}).flatMap((list) => list ?? []));
	const { decision } = form.value;
	try {
		await decideFraudWarning(ctx, form.value);
	} catch (error) {
		if (!isAppError(error) || !error.personKey.startsWith("refund.")) throw error;
		return refuse([error.personKey], error.status);
	}
	return redirect(`${HERE}?done=${decision}`, 303);
}

export default function Disputes() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const refused = sent?.refused ?? null;
	return (
		<>
			<PageHead title={page.title} lead={t("disputes.lead")} />
			{page.done && !refused ? <p className="notice notice-good">{t(`warnings.done.${page.done}`)}</p> : null}
			<Section title={t("disputes.open")} note={t("disputes.openNote")}>
				<DisputeTable disputes={page.open} label={t("disputes.open")} />
				<Pager {...page.openHrefs} />
			</Section>
			{page.warnings === null ? null : (
				<div id="warnings">
					<Section title={t("warnings.title")} note={t("warnings.lead")}>
						<FraudWarnings warnings={page.warnings} mayDecide={page.mayDecide} refused={refused} />
					</Section>
				</div>
			)}
			<Section title={t("disputes.closed")} note={t("disputes.closedNote")}>
				<DisputeTable disputes={page.closed} label={t("disputes.closed")} />
				<Pager {...page.closedHrefs} />
			</Section>
		</>
	);
}
