import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listMails } from "~/domain/mails/list-mails.server";
import { MAIL_STATES, type MailState } from "~/domain/mails/mail.status";
import { formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const querySchema = z.object({
	status: z
		.enum(MAIL_STATES as [MailState, ...MailState[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { status, cursor } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
	const { mails, nextCursor } = await listMails(ctx, { status, cursor });
	const here = status ? `/console/mails?status=${status}` : "/console/mails";
	return {
		title: getT(ctx.lang, "console")("mails.title"),
		status,
		mails: mails.map((mail) => ({
			...mail,
			createdAt: formatMoment(mail.createdAt, ctx.lang),
			sentAt: mail.sentAt === null ? null : formatMoment(mail.sentAt, ctx.lang),
		})),
		firstHref: cursor ? here : null,
		nextHref: nextCursor ? `${here}${status ? "&" : "?"}cursor=${nextCursor}` : null,
	};
}

export default function Mails() {
	const { title, mails, status, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("mails.lead")} />
			<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
				<SelectField
					name="status"
					label={t("gifts.columns.status")}
					value={status}
					all={t("filters.all")}
					options={MAIL_STATES.map((state) => ({ value: state, label: t(`mailStatus.${state}`) }))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PlainTable
				label={title}
				empty={t("mails.none")}
				columns={[
					{ label: t("gift.mails.createdAt"), number: true },
					{ label: t("filters.hub") },
					{ label: t("gift.mails.kind") },
					{ label: t("gift.mails.to") },
					{ label: t("gifts.columns.status") },
					{ label: t("gift.mails.sentAt"), number: true },
					{ label: t("gift.mails.error") },
					{ label: t("mails.gift") },
				]}
				rows={mails.map((mail) => ({
					key: mail.id,
					cells: [
						mail.createdAt,
						mail.hub?.abbreviation ?? "–",
						t(`mailKinds.${mail.kind}` as "mailKinds.gift-thanks"),
						mail.toAddress,
						<StatusBadge
							key="status"
							status={mail.status}
							label={t(`mailStatus.${mail.status}` as "mailStatus.sent")}
						/>,
						mail.sentAt ?? "–",
						mail.error ?? "–",
						mail.giftId ? (
							<a key="gift" href={`/console/gifts/${mail.giftId}`}>
								{t("mails.toGift")}
							</a>
						) : (
							"–"
						),
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
