import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { fiscalYearOf, jstDayString } from "~/domain/calendar/fiscal-year";
import { countEvents } from "~/domain/events/list-events.server";
import { getT } from "~/i18n/texts.server";
import { csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { eventsQuerySchema } from "./events-query";
import { readQuery } from "./list-query";

/** Events of a fiscal year and who came, by hub and kind, as a file. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { year } = readQuery(request, eventsQuerySchema);
	const today = jstDayString(ctx.now);
	const fiscalYear = year ?? fiscalYearOf(today);
	const counts = await countEvents(ctx, { fiscalYear, today });
	const t = getT(ctx.lang, "console");
	const head = [
		t("filters.fiscalYear"),
		t("filters.hub"),
		t("events.fields.kind"),
		t("events.howMany"),
		t("events.people"),
		t("events.uncounted"),
	];
	const rows = counts.map((row) => [
		...[fiscalYear, row.abbreviation, t(`eventKind.${row.kind}`)],
		...[row.events, row.people, row.uncounted],
	]);
	return csvResponse([head, ...rows], {
		filename: `izumi-events-${fiscalYear}.csv`,
		encoding: csvEncodingOf(request),
	});
}
