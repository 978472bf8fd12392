import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listOfferable } from "~/domain/practices/list-practices.server";
import { offerPractice } from "~/domain/practices/offer-practice.server";
import { offerFormSchema } from "~/domain/practices/practice.schema";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { forbidden, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { SelectField } from "~/ui/form/select-field";
import { TextArea } from "~/ui/form/text-area";
import { TextField } from "~/ui/form/text-field";
import { sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	if (!mayEver(ctx, "offer", "Hub")) throw forbidden("offer practice");
	const t = getT(ctx.lang, "console");
	const hubs = await listOfferable(ctx);
	return {
		title: t("practices.offer"),
		sources: hubs.flatMap(({ slug, abbreviation, plans, works }) => [
			...plans.map(({ id, title, version }) => ({
				value: `${slug}/sufficiency_plan:${id}`,
				label: `${abbreviation} / ${t("practices.planOf", { version, title })}`,
			})),
			...works.map(({ kind, id, title }) => ({
				value: `${slug}/${kind}:${id}`,
				label: `${abbreviation} / ${t(`practices.kinds.${kind}`)}: ${title}`,
			})),
		]),
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const sent = await readForm(request);
	const refuse = (errors: Record<string, string[] | null>, status = 400) =>
		data({ values: sentValues(sent), errors }, { status });
	const form = parseForm(sent, offerFormSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	// The choice names its hub too: a person may have several.
	const [hub = "", source = ""] = form.value.source.split("/");
	try {
		const { practiceId } = await offerPractice(ctx, { hub, fields: { ...form.value, source } });
		return redirect(`/console/practices/${practiceId}?done=offered`, 303);
	} catch (error) {
		if (!isAppError(error) || error.params.field !== "source") throw error;
		return refuse({ source: [error.personKey] }, error.status);
	}
}

export default function PracticeOffer() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const field = (name: string) => ({
		name,
		value: sent?.values[name] ?? "",
		errors: (sent?.errors[name] ?? []).map(errorText),
	});
	const required = t("followUp.required");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/practices">{t("practices.back")}</a>
			</p>
			<PageHead title={page.title} lead={t("practices.offerLead")} />
			{page.sources.length === 0 ? (
				<p className="notice">{t("practices.nothingToOffer")}</p>
			) : (
				<form method="post" className="grid max-w-text gap-5">
					<SelectField
						{...field("source")}
						label={t("practices.source")}
						requiredMark={required}
						empty={t("followUp.choose")}
						options={page.sources}
					/>
					<TextField {...field("titleJa")} label={t("practices.titleJa")} requiredMark={required} />
					<TextField {...field("titleEn")} label={t("practices.titleEn")} />
					<TextArea
						{...field("summaryJa")}
						label={t("practices.summaryJa")}
						hint={t("practices.summaryHint")}
						requiredMark={required}
					/>
					<TextArea {...field("summaryEn")} label={t("practices.summaryEn")} />
					<p className="hint">{t("practices.offerNote")}</p>
					<div>
						<button type="submit" className="btn btn-primary">
							{t("practices.offer")}
						</button>
					</div>
				</form>
			)}
		</>
	);
}
