import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { listInstitutions } from "~/domain/institutions/list-institutions.server";
import { takesNewGifts } from "~/domain/stripe-accounts/stripe-account.status";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { StatusBadge } from "~/ui/console/status-badge";
import { nameOf } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const institutions = await listInstitutions(ctx);
	return {
		title: getT(ctx.lang, "console")("institutions.title"),
		institutions: institutions.map((institution) => {
			const account = institution.givingPolicy?.stripeAccount ?? null;
			return {
				slug: institution.slug,
				name: nameOf(institution, ctx.lang),
				hubs: institution.hosts.map(({ hub }) => hub.abbreviation).join(ctx.lang === "ja" ? "、" : ", "),
				kind: account?.kind ?? "platform",
				account: account?.id ?? null,
				takesGifts: account === null || takesNewGifts(account),
			};
		}),
	};
}

export default function Institutions() {
	const { title, institutions } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("institutions.lead")} />
			<PlainTable
				label={title}
				empty={t("institutions.none")}
				columns={[
					{ label: t("institutions.institution") },
					{ label: t("institutions.hubs") },
					{ label: t("institutions.chargedOn") },
					{ label: t("institutions.newGifts") },
				]}
				rows={institutions.map((one) => ({
					key: one.slug,
					cells: [
						<a key="name" href={`/console/settings/institutions/${one.slug}`}>
							{one.name}
						</a>,
						one.hubs,
						<span key="account">
							{t(`institutions.kinds.${one.kind as "platform"}`)}
							{one.account ? <span className="ms-1 font-mono text-xs">{one.account}</span> : null}
						</span>,
						<StatusBadge
							key="state"
							status={one.takesGifts ? "open" : "failed"}
							label={t(one.takesGifts ? "institutions.taken" : "institutions.paused")}
						/>,
					],
				}))}
			/>
		</>
	);
}
