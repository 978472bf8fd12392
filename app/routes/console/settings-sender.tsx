import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { getSender } from "~/domain/mail-care/get-sender.server";
import { askAboutSender, saveSender } from "~/domain/mail-care/save-sender.server";
import { SENDER_FIELDS, SENDER_MAX, senderSchema } from "~/domain/mail-care/sender.schema";
import { formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server";
import { PageHead } from "~/ui/console/page-head";
import { SenderChecks, SenderForm } from "~/ui/console/sender";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["saved", "checked"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { institution, sender, checkedAt, ...shown } = await getSender(ctx, { institution: params.institution ?? "" });
	const done = new URL(request.url).searchParams.get("done");
	return {
		...shown,
		title: getT(ctx.lang, "console")("mailSender.title"),
		slug: institution.slug,
		institution: ctx.lang === "ja" ? institution.nameJa : institution.nameEn,
		values: Object.fromEntries(SENDER_FIELDS.map((field) => [field, sender?.[field] ?? ""])),
		isSet: sender !== null,
		checkedAt: checkedAt && formatMoment(checkedAt, ctx.lang),
		done: DONE.find((one) => one === done) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const institution = params.institution ?? "";
	const here = `/console/settings/institutions/${institution}/sender`;
	const sent = await readForm(request);
	if (sent.get("intent") === "check") {
		await takeAttempt(LIMITS.senderCheck, ctx.actor.userId);
		await askAboutSender(ctx, { institution });
		return redirect(`${here}?done=checked`, 303);
	}
	const form = parseForm(sent, senderSchema);
	if (!form.ok) {
		// Who may not change it learns that before anything about the form.
		await getSender(ctx, { institution });
		const values = Object.fromEntries(
			SENDER_FIELDS.map((field) => [field, String(sent.get(field) ?? "").slice(0, 300)]),
		);
		return data({ values, errors: form.submission.reply().error ?? {} }, { status: 400 });
	}
	await saveSender(ctx, { institution, sender: form.value });
	return redirect(`${here}?done=saved`, 303);
}

/** Under which name an institution writes, and whether others will believe it. */
export default function SenderSettings() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/settings/institutions/${page.slug}`}>{t("mailSender.back")}</a>
			</p>
			<PageHead title={page.title} lead={page.institution} />
			{page.done && !sent ? <p className="notice notice-good mb-4">{t(`mailSender.done.${page.done}`)}</p> : null}
			<SenderForm
				values={sent?.values ?? page.values}
				errors={sent?.errors ?? {}}
				max={SENDER_MAX}
				mailFrom={page.mailFrom}
				isSet={page.isSet}
			/>
			{page.isSet ? (
				<SenderChecks
					checks={page.checks}
					checkedAt={page.checkedAt}
					bounceAddress={page.bounceAddress}
					takesBounces={page.takesBounces}
					server={page.server}
				/>
			) : null}
		</>
	);
}
