import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayDo, mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { liftSuppression } from "~/domain/mail-care/lift-suppression.server";
import {
	countBounces,
	countSuppressions,
	listBounces,
	listSuppressions,
} from "~/domain/mail-care/list-mail-care.server";
import { BOUNCE_KINDS, SUPPRESSION_REASONS } from "~/domain/mail-care/mail-care-kinds";
import { formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { readForm } from "~/platform/http/form.server";
import { MailCareCounts, MailCareTables } from "~/ui/console/mail-care";
import { PageHead } from "~/ui/console/page-head";
import { hrefWith, readQuery } from "./list-query";

const HERE = "/console/mail-care";
const REASON_MAX = 300;

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	show: z.enum(["stopped", "opened", "bounces"]).optional().catch(undefined),
	reason: z.enum(SUPPRESSION_REASONS).optional().catch(undefined),
	kind: z.enum(BOUNCE_KINDS).optional().catch(undefined),
	cursor: z.string().max(500).optional().catch(undefined),
	done: z.enum(["lifted"]).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, done, ...query } = readQuery(request, querySchema);
	const bounces = await countBounces(ctx);
	// An address is the institution's: a role at one hub sees what came back, and the stop on its donors' pages.
	const reasons = mayEver(ctx, "lift", "MailSuppression") ? await countSuppressions(ctx) : null;
	const show = reasons === null ? "bounces" : (query.show ?? "stopped");
	const page =
		show === "bounces" ? await bounceRows(ctx, query, cursor) : await stopRows(ctx, { ...query, show }, cursor);
	return {
		title: getT(ctx.lang, "console")("mailCare.title"),
		show,
		reasons,
		bounces,
		done: done ?? null,
		...page,
		firstHref: cursor ? hrefWith(HERE, query) : null,
		nextHref: page.nextCursor ? hrefWith(HERE, { ...query, cursor: page.nextCursor }) : null,
	};
}

type Query = Omit<z.output<typeof querySchema>, "cursor" | "done">;

async function bounceRows(ctx: StaffCtx, { kind }: Query, cursor: string | undefined) {
	const { rows, nextCursor } = await listBounces(ctx, { kind, cursor: z.uuid().safeParse(cursor).data });
	return {
		stops: [],
		returned: rows.map((row) => ({
			id: row.id,
			at: formatMoment(row.at, ctx.lang),
			address: row.addressKey,
			kind: row.kind,
			code: row.code,
			detail: row.detail,
			hub: row.hub?.abbreviation ?? "",
			donorId: row.mail?.donorId ?? null,
			giftId: row.mail?.giftId ?? null,
		})),
		nextCursor,
	};
}

async function stopRows(ctx: StaffCtx, query: Query, cursor: string | undefined) {
	const opened = query.show === "opened";
	const { rows, nextCursor } = await listSuppressions(ctx, { reason: query.reason, opened, cursor });
	return {
		returned: [],
		stops: rows.map((row) => ({
			institutionId: row.institutionId,
			institution: ctx.lang === "ja" ? row.institution.nameJa : row.institution.nameEn,
			address: row.addressKey,
			reason: row.reason,
			detail: row.detail,
			at: formatMoment(row.at, ctx.lang),
			liftedAt: row.liftedAt && formatMoment(row.liftedAt, ctx.lang),
			liftReason: row.liftReason,
			mayLift: row.liftedAt === null && mayDo(ctx, "lift", "MailSuppression", row),
		})),
		nextCursor,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const sent = await readForm(request);
	const text = (name: string) => String(sent.get(name) ?? "").trim();
	const [institutionId, address, reason] = [text("institutionId"), text("address"), text("reason")];
	if (reason === "" || reason.length > REASON_MAX) {
		const error = reason === "" ? "fields.required" : `fields.tooLong?max=${REASON_MAX}`;
		return data({ address, institutionId, reason: reason.slice(0, 1000), error }, { status: 400 });
	}
	await liftSuppression(ctx, { institutionId, address, reason });
	return redirect(`${HERE}?done=lifted`, 303);
}

/** Addresses that are not written to, what came back, and why. */
export default function MailCare() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<PageHead title={page.title} lead={t("mailCare.lead")} />
			{page.done && !sent ? <p className="notice notice-good mb-4">{t("mailCare.lifted")}</p> : null}
			<MailCareCounts reasons={page.reasons} bounces={page.bounces} show={page.show} />
			<MailCareTables {...page} sent={sent ?? null} />
		</>
	);
}
