import type { Ctx } from "~/domain/access/ctx.server.ts";
import { listRecipients } from "~/domain/institutions/list-recipients.server.ts";
import { LEGAL_FORMS } from "~/domain/institutions/tax-note.ts";
import { treatmentOf } from "~/domain/tax/estimate-deduction.schema.ts";

/** The legal forms that host hubs today, in the order of the law's list; a form nobody has is not there. */
export async function taxForms(ctx: Ctx) {
	const recipients = await listRecipients(ctx);
	return LEGAL_FORMS.flatMap((form) => {
		const hosts = recipients.filter(({ legalForm }) => legalForm === form);
		if (hosts.length === 0) return [];
		return [
			{
				form,
				path: `/${ctx.lang}/tax/${form.replaceAll("_", "-")}`,
				treatment: treatmentOf(form),
				hosts: hosts.map(({ slug, name, hubs }) => ({ slug, name, hubs })),
				creditFunds: hosts.flatMap(({ creditFunds }) => creditFunds),
			},
		];
	});
}
