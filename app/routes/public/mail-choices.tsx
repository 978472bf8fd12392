import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CONSENT_WORDING } from "~/domain/gifts/consent-wording.ts";
import { changeMailChoices } from "~/domain/mail-care/change-mail-choices.server.ts";
import { getMailChoices } from "~/domain/mail-care/get-mail-choices.server.ts";
import { readChoices } from "~/domain/mail-care/mail-choices.ts";
import { unsubscribe } from "~/domain/mail-care/unsubscribe.server.ts";
import { MAIL_PURPOSES } from "~/domain/mailings/mailing.status.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { MailChoicesForm, UndoChoices } from "~/ui/public/mail-choices.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

/** The address is the key to one person's mails: kept by nobody, sent to nobody. */
export const headers: HeadersFunction = () => ({
	"Cache-Control": "private, no-store",
	"X-Robots-Tag": "noindex, nofollow",
	"Referrer-Policy": "same-origin",
});
export const meta: MetaFunction<typeof loader> = (page) => headTags(page.data?.head);

const SAVED = ["chosen", "stopped", "all", "undone"] as const;

/** What one person gets by mail. A GET changes nothing, whoever opens the link: scanners open every link of a mail. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const token = params.token ?? "";
	const choices = await getMailChoices({ token });
	const query = new URL(request.url).searchParams;
	const title = getT(ctx.lang, "public")("mailChoices.title");
	const said = SAVED.find((one) => one === query.get("saved")) ?? null;
	// An old address of this page must not say what is no longer so.
	const saved = said === "all" && choices.wanted.length > 0 ? null : said;
	const was = saved === null || saved === "undone" ? null : readChoices((query.get("was") ?? "").split(","));
	return {
		lang: ctx.lang,
		choices,
		offer: saved === null ? offerOf(query, choices.hubs, choices.wanted) : null,
		saved,
		was,
		clicked: query.get("clicked") === "1",
		stoppedOthers: Number.parseInt(query.get("others") ?? "0", 10) || 0,
		action: `/${ctx.lang}/mail/${token}${keptOf(query)}`,
		sentences: {
			reports: CONSENT_WORDING.reports.words[ctx.lang],
			appeals: CONSENT_WORDING.appeals.words[ctx.lang],
			clicks: CONSENT_WORDING.clicks.words[ctx.lang],
		},
		head: { ...pageHead(ctx.lang, `/${ctx.lang}/mail`, { title, description: "" }), noindex: true },
	};
}

/** What the link of a mail asked to stop, while it still comes. */
function offerOf(
	query: URLSearchParams,
	hubs: readonly { slug: string; nameJa: string; nameEn: string }[],
	wanted: readonly string[],
) {
	const purpose = MAIL_PURPOSES.find((one) => one === query.get("purpose"));
	if (!purpose) return null;
	const hub = hubs.find(({ slug }) => slug === query.get("hub")) ?? null;
	const comes = hub
		? wanted.includes(`${purpose}:${hub.slug}`)
		: wanted.some((choice) => choice.startsWith(`${purpose}:`));
	return comes ? { purpose, hub } : null;
}

/** Which mail and which kind the link was of, through every form of the page. */
function keptOf(query: URLSearchParams): string {
	const kept = ["purpose", "hub", "mail"].flatMap((name) => {
		const value = query.get(name);
		return value && value.length <= 80 ? [[name, value]] : [];
	});
	return kept.length === 0 ? "" : `?${new URLSearchParams(kept)}`;
}

export async function action({ request, params }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const token = params.token ?? "";
	const query = new URL(request.url).searchParams;
	const sent = await readForm(request);
	const intent = sent.get("intent");
	const before = await getMailChoices({ token });
	const leave = (saved: (typeof SAVED)[number], more: Record<string, string>) =>
		seeOther(`/${ctx.lang}/mail/${token}?${new URLSearchParams({ saved, ...more })}`);
	const was = { was: before.wanted.join(","), ...(before.countsClicks && { clicked: "1" }) };
	const purpose = MAIL_PURPOSES.find((one) => one === query.get("purpose"));
	if (intent === "stop" && purpose) {
		const hubSlug = before.hubs.find(({ slug }) => slug !== "" && slug === query.get("hub"))?.slug ?? null;
		await unsubscribe(ctx, { mailToken: token, purpose, hubSlug, mailId: query.get("mail"), source: "page" });
		return leave("stopped", was);
	}
	const all = intent === "stopAll";
	const { others } = await changeMailChoices(ctx, {
		who: { mailToken: token },
		wanted: all ? [] : readChoices(sent.getAll("want")),
		countsClicks: !all && sent.get("clicks") === "on",
		othersToo: sent.get("others") === "on",
		source: "page",
		mailId: query.get("mail"),
	});
	if (intent === "undo") return leave("undone", {});
	return leave(all ? "all" : "chosen", { ...was, ...(others > 0 && { others: String(others) }) });
}

/** Chosen or stopped without signing in, for years after the mail: it shows no name and no whole address. */
export default function MailChoices() {
	const {
		lang,
		choices,
		offer,
		saved,
		was,
		clicked,
		stoppedOthers,
		action: to,
		sentences,
	} = useLoaderData<typeof loader>();
	const t = useT("public");
	const institution = lang === "ja" ? choices.institution.nameJa : choices.institution.nameEn;
	const { contactEmail } = choices.institution;
	if (choices.erased) {
		return (
			<div className="page grid max-w-text gap-6 py-12">
				<h1>{t("mailChoices.title")}</h1>
				<p className="notice notice-good">{t("mailChoices.erased", { institution })}</p>
			</div>
		);
	}
	return (
		<div className="page grid max-w-text gap-8 py-12 [&>*]:min-w-0">
			<header>
				<h1>{t("mailChoices.title")}</h1>
				<p className="mt-3 text-lg">{t("mailChoices.lead", { institution, address: choices.address })}</p>
			</header>
			{saved ? (
				<div className="notice notice-good" role="status">
					<p>{t(`mailChoices.saved.${saved}`)}</p>
					{stoppedOthers > 0 ? (
						<p className="mt-1">{t("mailChoices.othersStopped", { count: stoppedOthers })}</p>
					) : null}
					{was && was.length > 0 ? <UndoChoices action={to} was={was} clicked={clicked} /> : null}
				</div>
			) : null}
			{choices.stopped ? <p className="notice notice-warn">{t("mailChoices.stopped", { institution })}</p> : null}
			{offer ? (
				<form method="post" action={to} className="card grid gap-3">
					<p>
						{t("mailChoices.offer", {
							kind: t(`mailChoices.kinds.${offer.purpose}`),
							from: offer.hub ? (lang === "ja" ? offer.hub.nameJa : offer.hub.nameEn) : institution,
						})}
					</p>
					<p>
						<button type="submit" name="intent" value="stop" className="btn btn-primary">
							{t("mailChoices.stopThis")}
						</button>
					</p>
				</form>
			) : null}
			<section aria-labelledby="choices">
				<h2 id="choices" className="mb-4 text-xl">
					{t("mailChoices.choose")}
				</h2>
				<MailChoicesForm lang={lang} action={to} choices={choices} sentences={sentences} id="page" />
			</section>
			<section className="text-sm text-ink-soft">
				<p>{t("mailChoices.always")}</p>
				{contactEmail ? (
					<p className="mt-2">
						{t("mailChoices.contact", { institution })} <a href={`mailto:${contactEmail}`}>{contactEmail}</a>
					</p>
				) : null}
			</section>
		</div>
	);
}
