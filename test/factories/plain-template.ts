import type { BulkTemplate } from "~/domain/mailings/bulk-template";
import { prepareFill } from "~/domain/mailings/fill-template";

/** A mail of a few lines, for what is not about reports. */
export async function plainTemplate(): Promise<BulkTemplate> {
	const html = prepareFill("<p>%%donor%%</p>", "html");
	return {
		async renderBatch(_ctx, recipients) {
			return new Map(
				recipients.map(({ mailId, donorId }) => [
					mailId,
					{ subject: "お知らせ", html: html({ donor: donorId }), text: donorId },
				]),
			);
		},
	};
}
