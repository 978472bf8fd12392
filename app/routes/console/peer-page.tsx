import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listChanges } from "~/domain/audit/list-changes.server";
import { inLang } from "~/domain/campaigns/public-campaign";
import { decidePeerPage } from "~/domain/peer-pages/decide-peer-page.server";
import { getPeerPage } from "~/domain/peer-pages/get-peer-page.server";
import { peerDecisionSchema } from "~/domain/peer-pages/peer-page.schema";
import { peerPage } from "~/domain/peer-pages/peer-page.status";
import { formatInteger, formatYen } from "~/i18n/format";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { invalid, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { PageHead } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { TextArea } from "~/ui/form/text-area";
import { changeHead } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.page.title }];

const DONE = ["publish", "decline", "close"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const row = await getPeerPage(ctx, params.peerPageId ?? "");
	const changes = await listChanges(ctx, { subject: { type: "peer_page", id: row.id } });
	const { slug, title, name, message, email, note, status, goalYen, receivedYen, giftCount, hub, campaign } = row;
	const done = new URL(request.url).searchParams.get("done");
	const may = (to: "published" | "declined" | "closed") => row.mayDecide && peerPage.canMove(status, to);
	return {
		page: { slug, title, name, message, email, note, status, goalYen, receivedYen, giftCount, hub: hub.abbreviation },
		campaign: campaign && { id: campaign.id, title: inLang(ctx.lang, campaign.titleJa, campaign.titleEn) },
		may: { publish: may("published"), decline: may("declined"), close: may("closed") },
		history: changes.map((change) => ({ ...changeHead(change, ctx.lang), values: [] })),
		done: DONE.find((one) => one === done) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const peerPageId = params.peerPageId ?? "";
	await authorize(ctx, "decide", { type: "PeerPage", id: peerPageId });
	const form = parseForm(await readForm(request), peerDecisionSchema);
	if (!form.ok) throw invalid("peer_page_step", "no such step of a peer page");
	const { intent, note } = form.value;
	try {
		await decidePeerPage(ctx, { peerPageId, intent, note });
	} catch (error) {
		if (!isAppError(error) || !error.personKey.startsWith("peerPages.")) throw error;
		return data({ error: error.personKey, note }, { status: error.status });
	}
	return redirect(`/console/peer-pages/${peerPageId}?done=${intent}`, 303);
}

export default function PeerPageOfHub() {
	const { page, campaign, may, history, done } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const lang = useLang();
	const errorText = useErrorText();
	const note = { name: "note", value: sent?.note ?? "", errors: [] };
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/peer-pages">{t("peerPages.back")}</a>
			</p>
			<PageHead title={page.title || "–"} lead={page.hub}>
				{page.status === "published" ? (
					<a className="btn btn-small" href={`/${lang}/peers/${page.slug}`}>
						{t("campaigns.publicPage")}
					</a>
				) : null}
			</PageHead>
			{done && !sent ? <p className="notice notice-good mb-4">{t(`peerPages.done.${done}`)}</p> : null}
			{sent ? (
				<p className="notice notice-bad mb-4" role="alert">
					{errorText(sent.error)}
				</p>
			) : null}
			<Facts
				rows={[
					{
						label: t("peerPages.status"),
						value: <StatusBadge status={`peer_${page.status}`} label={t(`peerPages.states.${page.status}`)} />,
					},
					{ label: t("peerPages.columns.name"), value: page.name },
					{ label: t("peerPages.email"), value: page.email },
					{ label: t("peerPages.goal"), value: formatYen(page.goalYen, lang) },
					{
						label: t("peerPages.columns.received"),
						value: `${formatYen(page.receivedYen, lang)} (${formatInteger(page.giftCount)})`,
					},
					...(campaign
						? [{ label: t("nav.campaigns"), value: <a href={`/console/campaigns/${campaign.id}`}>{campaign.title}</a> }]
						: []),
					{ label: t("peerPages.message"), value: <p className="max-w-text whitespace-pre-line">{page.message}</p> },
					...(page.note ? [{ label: t("peerPages.note"), value: page.note }] : []),
				]}
			/>
			{may.publish || may.decline ? (
				<form method="post" className="card no-print mt-6 grid max-w-text gap-4">
					<p className="hint">{t("peerPages.decideNote")}</p>
					<TextArea {...note} label={t("peerPages.note")} hint={t("peerPages.noteHint")} />
					<div className="flex flex-wrap gap-3">
						{may.publish ? (
							<button type="submit" name="intent" value="publish" className="btn btn-primary">
								{t("peerPages.publish")}
							</button>
						) : null}
						<button type="submit" name="intent" value="decline" className="btn">
							{t("peerPages.decline")}
						</button>
					</div>
				</form>
			) : null}
			{may.close ? (
				<form method="post" className="no-print mt-6">
					<button type="submit" name="intent" value="close" className="btn btn-danger">
						{t("peerPages.close")}
					</button>
				</form>
			) : null}
			<ChangeHistory changes={history} />
		</>
	);
}
