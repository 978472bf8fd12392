import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { safeNext, verifySecondFactor } from "~/domain/access/sign-in.server";
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

export function loader({ request }: LoaderFunctionArgs) {
	const lang = langOfRequest(request);
	const { pathname, search } = new URL(request.url);
	return { lang, path: pathname + search, title: getT(lang, "console")("secondFactor.title") };
}

export async function action({ request, context }: ActionFunctionArgs) {
	const form = await readForm(request);
	const code = String(form.get("code") ?? "").slice(0, 50);
	const outcome = await verifySecondFactor({ request, clientIp: context.clientIp }, { code });
	if (outcome.kind !== "signed_in") return data({ refused: true }, { status: 400 });
	const headers = new Headers(outcome.cookies.map((cookie): [string, string] => ["Set-Cookie", cookie]));
	return redirect(safeNext(new URL(request.url).searchParams.get("next")), { status: 303, headers });
}

export default function TwoFactor() {
	const { lang, path, title } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("console");
	return (
		<AuthFrame lang={lang} path={path} title={title}>
			<form method="post" className="grid gap-5">
				<TextField
					name="code"
					label={t("secondFactor.code")}
					hint={t("secondFactor.hint")}
					value=""
					errors={refused ? [t("secondFactor.refused")] : []}
					autoComplete="one-time-code"
				/>
				<button type="submit" className="btn btn-primary w-full">
					{t("signIn.submit")}
				</button>
			</form>
			<p className="mt-6">
				<a href="/auth/sign-in">{t("secondFactor.again")}</a>
			</p>
		</AuthFrame>
	);
}
