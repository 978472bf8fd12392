import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { safeNext, signIn } from "~/domain/access/sign-in.server";
import { staffOf } from "~/domain/access/staff-session.server";
import { langOfRequest } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { readForm } from "~/platform/http/form.server";
import { AuthFrame } from "~/ui/console/auth-frame";
import { TextField } from "~/ui/form/text-field";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
	{ title: shown?.title },
	{ name: "robots", content: "noindex" },
];

export async function loader({ request }: LoaderFunctionArgs) {
	const lang = langOfRequest(request);
	const { pathname, search, searchParams } = new URL(request.url);
	if (await staffOf(request)) throw redirect(safeNext(searchParams.get("next")), 303);
	return {
		lang,
		path: pathname + search,
		title: getT(lang, "console")("signIn.title"),
		made: searchParams.has("made"),
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const form = await readForm(request);
	const email = String(form.get("email") ?? "")
		.trim()
		.slice(0, 254);
	const password = String(form.get("password") ?? "").slice(0, 1000);
	const next = safeNext(new URL(request.url).searchParams.get("next"));
	const outcome = await signIn({ request, clientIp: context.clientIp }, { email, password });
	if (outcome.kind === "refused") return data({ email }, { status: 400 });
	const headers = new Headers(outcome.cookies.map((cookie): [string, string] => ["Set-Cookie", cookie]));
	if (outcome.kind === "two_factor")
		return redirect(`/auth/two-factor?next=${encodeURIComponent(next)}`, { status: 303, headers });
	return redirect(next, { status: 303, headers });
}

export default function SignIn() {
	const { lang, path, title, made } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("console");
	return (
		<AuthFrame lang={lang} path={path} title={title}>
			{refused ? (
				<p className="notice notice-bad mb-6" role="alert">
					{t("signIn.refused")}
				</p>
			) : null}
			{made ? <p className="notice notice-good mb-6">{t("signIn.made")}</p> : null}
			<form method="post" className="grid gap-5">
				<TextField
					name="email"
					type="email"
					label={t("signIn.email")}
					autoComplete="username"
					value={refused?.email ?? ""}
					errors={[]}
				/>
				<TextField
					name="password"
					type="password"
					label={t("signIn.password")}
					autoComplete="current-password"
					value=""
					errors={[]}
				/>
				<button type="submit" className="btn btn-primary w-full">
					{t("signIn.submit")}
				</button>
			</form>
			<p className="hint mt-6">{t("signIn.help")}</p>
		</AuthFrame>
	);
}
