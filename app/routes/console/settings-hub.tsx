import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { mayDo } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { changeSupport, getSupport } from "~/domain/hubs/change-support.server";
import { MAX_PERIODS, RECOGNITION_KINDS, supportFormSchema } from "~/domain/hubs/support.schema";
import { supportStatus } from "~/domain/hubs/support-status";
import { formatDay } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { forbidden, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { Facts } from "~/ui/console/facts";
import { PageHead } from "~/ui/console/page-head";
import { SupportForm } from "~/ui/console/support-form";
import { nameOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hub, support, revision, mayChange } = await getSupport(ctx, params.hub ?? "");
	if (!mayChange) throw forbidden(`changeSupport hub ${hub.id}`);
	const t = getT(ctx.lang, "console");
	const status = supportStatus(support.periods, ctx.now);
	const values: Record<string, string> = {};
	for (const [index, period] of support.periods.entries()) {
		for (const [name, value] of Object.entries(period)) values[`periods[${index}].${name}`] = String(value);
	}
	for (const { kind, ...one } of support.recognitions) {
		values[`recognitions.${kind}.given`] = "on";
		for (const [name, value] of Object.entries(one)) values[`recognitions.${kind}.${name}`] = value ?? "";
	}
	return {
		title: t("support.title", { hub: hub.abbreviation }),
		slug: hub.slug,
		facts: [
			{ label: t("filters.hub"), value: nameOf(hub, ctx.lang) },
			{ label: t("support.columns.state"), value: t(`support.state.${status.state}`) },
			{ label: t("support.endsOn"), value: status.endsOn === null ? "–" : formatDay(status.endsOn, ctx.lang) },
		],
		values,
		lines: Math.min(support.periods.length + 1, MAX_PERIODS),
		recognitions: [...RECOGNITION_KINDS],
		revision,
		saved: new URL(request.url).searchParams.get("done") === "saved",
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hub } = await getSupport(ctx, params.hub ?? "");
	if (!mayDo(ctx, "changeSupport", "Hub", hub)) throw forbidden(`changeSupport hub ${hub.id}`);
	const sent = await readForm(request);
	const refuse = (errors: Record<string, string[] | null>, status = 400) =>
		data({ values: sentValues(sent), errors }, { status });
	const form = parseForm(sent, supportFormSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		await changeSupport(ctx, { hub: hub.slug, ...form.value });
	} catch (error) {
		if (isAppError(error) && error.code === "support_changed") return refuse({ "": [error.personKey] }, 409);
		throw error;
	}
	return redirect(`/console/settings/hubs/${hub.slug}?done=saved`, 303);
}

export default function SettingsHub() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors = Object.fromEntries(
		Object.entries(sent?.errors ?? {}).map(([name, keys]) => [name, (keys ?? []).map(errorText)]),
	);
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/settings/hubs">{t("support.back")}</a>
			</p>
			<PageHead title={page.title}>
				<a className="btn btn-small" href={`/console/follow-up/${page.slug}`}>
					{t("support.toFollowUp")}
				</a>
			</PageHead>
			{page.saved && !sent ? <p className="notice notice-good mb-6">{t("support.saved")}</p> : null}
			<Facts rows={page.facts} />
			<SupportForm
				lines={page.lines}
				recognitions={page.recognitions}
				revision={page.revision}
				values={sent?.values ?? page.values}
				errors={errors}
			/>
		</>
	);
}
