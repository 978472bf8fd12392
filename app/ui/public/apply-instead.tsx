import { useT } from "~/i18n/use-t.ts";

const TOO_LARGE = /^fields\.amount\.(?:companyApplies|aboveMax)\b/;

/**
 * The way to the application for a gift too large to be paid online. After a refusal a button of the form itself posts
 * everything that was typed to the application's page, so that no name travels in an address.
 */
export function ApplyInstead({ href, refused }: { href: string; refused: readonly string[] }) {
	const t = useT("public");
	if (!refused.some((message) => TOO_LARGE.test(message))) {
		return (
			<p className="text-sm">
				<a className="link" href={href}>
					{t("give.applyLink")}
				</a>
			</p>
		);
	}
	return (
		<section className="notice grid gap-3" aria-labelledby="apply-instead">
			<h2 id="apply-instead" className="text-lg">
				{t("give.applyTitle")}
			</h2>
			<p>{t("give.applyText")}</p>
			<p>
				<button type="submit" name="intent" value="prefill" formAction={href} className="btn">
					{t("give.applySubmit")}
				</button>
			</p>
		</section>
	);
}
