import { useT } from "~/i18n/use-t.ts";

/** Where a gift leads: to its donor, its recognition, its application. */
export function GiftLinks({
	view,
}: {
	view: { id: string; donorId: string; applicationId: string | null; pledgeId: string | null };
}) {
	const t = useT("console");
	return (
		<>
			<a className="btn btn-small" href={`/console/donors/${view.donorId}`}>
				{t("gift.donorPage")}
			</a>
			{view.applicationId ? (
				<a className="btn btn-small" href={`/console/applications/${view.applicationId}`}>
					{t("gift.application")}
				</a>
			) : null}
			{view.pledgeId ? (
				<a className="btn btn-small" href={`/console/pledges/${view.pledgeId}`}>
					{t("pledges.ofGift")}
				</a>
			) : null}
			<a className="btn btn-small" href={`/console/gifts/${view.id}/recognition`}>
				{t("recognition.link")}
			</a>
		</>
	);
}
