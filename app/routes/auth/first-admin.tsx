import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { newStaffSchema, PASSWORD_MIN } from "~/domain/access/create-staff.server";
import { publicContext } from "~/domain/access/ctx.server";
import { createFirstAdmin, isFirstAdminToken, linkUsed } from "~/domain/access/first-admin.server";
import { langOfRequest } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server";
import { AuthFrame } from "~/ui/console/auth-frame";
import { TextField } from "~/ui/form/text-field";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
	{ title: shown?.title },
	{ name: "robots", content: "noindex" },
	{ name: "referrer", content: "no-referrer" },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	await takeAttempt(LIMITS.signIn, context.clientIp);
	const ctx = await publicContext(request, langOfRequest(request), context.requestId);
	if (!(await isFirstAdminToken(ctx, params.token ?? ""))) throw linkUsed();
	return { lang: ctx.lang, title: getT(ctx.lang, "console")("firstAdmin.title"), passwordMin: PASSWORD_MIN };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	await takeAttempt(LIMITS.signIn, context.clientIp);
	const form = parseForm(await readForm(request), newStaffSchema);
	if (!form.ok) return form.rejected();
	const ctx = await publicContext(request, langOfRequest(request), context.requestId);
	await createFirstAdmin(ctx, { ...form.value, token: params.token ?? "" });
	return redirect("/auth/sign-in?made=1", 303);
}

export default function FirstAdmin() {
	const { lang, title, passwordMin } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: string) => {
		const value = sent?.initialValue?.[name];
		return {
			name,
			value: typeof value === "string" && name !== "password" ? value : "",
			errors: (sent?.error?.[name] ?? []).map(errorText),
		};
	};
	return (
		<AuthFrame lang={lang} path="/auth/sign-in" title={title}>
			<p className="mb-6">{t("firstAdmin.lead")}</p>
			<form method="post" className="grid gap-5">
				<TextField {...state("name")} label={t("firstAdmin.name")} autoComplete="name" />
				<TextField {...state("email")} type="email" label={t("signIn.email")} autoComplete="username" />
				<TextField
					{...state("password")}
					type="password"
					label={t("signIn.password")}
					hint={t("firstAdmin.passwordHint", { min: passwordMin })}
					autoComplete="new-password"
				/>
				<button type="submit" className="btn btn-primary w-full">
					{t("firstAdmin.submit")}
				</button>
			</form>
		</AuthFrame>
	);
}
