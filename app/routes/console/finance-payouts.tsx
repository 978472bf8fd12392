import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listPayouts } from "~/domain/payouts/list-payouts.server";
import { PAYOUT_STATES, type PayoutState } from "~/domain/payouts/payout.status";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { CodeText } from "~/ui/console/code-text";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { dayText, yenText } from "./finance-view.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const HERE = "/console/finance/payouts";
const querySchema = z.object({
	status: z
		.enum(PAYOUT_STATES as [PayoutState, ...PayoutState[]])
		.optional()
		.catch(undefined),
	account: z
		.string()
		.regex(/^[\w-]{1,100}$/)
		.optional()
		.catch(undefined),
	cursor: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
		.optional()
		.catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { status, account, cursor } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
	const { payouts, nextCursor } = await listPayouts(ctx, { status, stripeAccountId: account, cursor });
	const href = (at: string | null) =>
		`${HERE}?${new URLSearchParams({ ...(status && { status }), ...(account && { account }), ...(at && { cursor: at }) })}`;
	return {
		title: getT(ctx.lang, "console")("payouts.title"),
		status,
		account,
		payouts: payouts.map((payout) => ({
			id: payout.id,
			stripeAccountId: payout.stripeAccountId,
			stripePayoutId: payout.stripePayoutId,
			expectedOn: dayText(payout.expectedOn, ctx.lang),
			amount: yenText(payout.amountYen),
			share: payout.sentOn === null ? "–" : yenText(payout.shareYen),
			gifts: payout.gifts,
			status: payout.status,
			arrivedOn: dayText(payout.arrivedOn, ctx.lang),
			arrivalBasis: payout.arrivalBasis,
		})),
		firstHref: cursor ? href(null) : null,
		nextHref: nextCursor ? href(nextCursor) : null,
	};
}

export default function Payouts() {
	const { title, payouts, status, account, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("payouts.lead")} />
			<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
				{account ? <input type="hidden" name="account" value={account} /> : null}
				<SelectField
					name="status"
					label={t("payouts.columns.status")}
					value={status}
					all={t("filters.all")}
					options={PAYOUT_STATES.map((state) => ({ value: state, label: t(`payouts.status.${state}`) }))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
				{status || account ? (
					<a className="link pb-1.5 text-sm" href={HERE}>
						{t("filters.clear")}
					</a>
				) : null}
			</form>
			<PlainTable
				label={title}
				empty={t("payouts.none")}
				columns={[
					{ label: t("payouts.columns.expectedOn"), number: true },
					{ label: t("payouts.columns.account") },
					{ label: t("payouts.columns.amount"), number: true },
					{ label: t("payouts.columns.share"), number: true },
					{ label: t("payouts.columns.gifts"), number: true },
					{ label: t("payouts.columns.status") },
					{ label: t("payouts.columns.arrivedOn") },
					{ label: t("payouts.columns.id") },
				]}
				rows={payouts.map((payout) => ({
					key: payout.id,
					cells: [
						<a key="payout" href={`${HERE}/${payout.id}`}>
							{payout.expectedOn}
						</a>,
						payout.stripeAccountId,
						payout.amount,
						payout.share,
						payout.gifts,
						<StatusBadge
							key="status"
							status={`payout_${payout.status}`}
							label={t(`payouts.status.${payout.status}`)}
						/>,
						payout.arrivedOn && payout.arrivalBasis
							? `${payout.arrivedOn} (${t(`payouts.basis.${payout.arrivalBasis}`)})`
							: "–",
						<CodeText key="id" text={payout.stripePayoutId} />,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
