/** One recipient's fate in a delivery status notification (RFC 3464). */
export type RecipientStatus = {
	/** failed | delayed | delivered | relayed | expanded, as it was written; empty when it was not */
	action: string;
	/** enhanced status code */
	status: string;
	/** what the remote server answered, without its type */
	diagnostic: string;
};

const MAX_RECIPIENTS = 50;
const MAX_VALUE = 4000;

/**
 * The per-recipient groups of a `message/delivery-status` part. Reads what real servers write: any case, folded lines, comments
 * behind values, missing blank lines between groups, a group without an action. Never throws.
 */
export function readDeliveryStatus(text: string): RecipientStatus[] {
	const recipients: RecipientStatus[] = [];
	for (const fields of fieldGroups(text)) {
		if (recipients.length >= MAX_RECIPIENTS) break;
		if (!fields.has("final-recipient") && !fields.has("original-recipient") && !fields.has("status")) continue;
		recipients.push({
			action: (/^[a-z-]+/i.exec(fields.get("action") ?? "")?.[0] ?? "").toLowerCase(),
			status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "")?.[0] ?? "",
			diagnostic: (fields.get("diagnostic-code") ?? "").replace(/^[\w-]+\s*;\s*/, ""),
		});
	}
	return recipients;
}

/** `Name: value` lines, unfolded, in groups divided by empty lines; of a name said twice, the first. */
export function fieldGroups(text: string): Map<string, string>[] {
	const groups: Map<string, string>[] = [];
	let fields = new Map<string, string>();
	let last: string | null = null;
	const end = () => {
		if (fields.size > 0) groups.push(fields);
		fields = new Map();
		last = null;
	};
	for (const line of text.split(/\r\n|\n|\r/)) {
		if (line.trim() === "") {
			end();
			continue;
		}
		if (/^[ \t]/.test(line) && last !== null) {
			const before = fields.get(last) ?? "";
			if (before.length < MAX_VALUE) fields.set(last, `${before} ${line.trim()}`.slice(0, MAX_VALUE));
			continue;
		}
		const colon = line.indexOf(":");
		const name = colon > 0 && colon < 80 ? line.slice(0, colon).trim().toLowerCase() : "";
		if (!/^[\x21-\x7e]+$/.test(name)) {
			last = null;
			continue;
		}
		// Some servers leave out the empty line before the next recipient.
		if (name === "final-recipient" && fields.has("final-recipient")) end();
		if (!fields.has(name))
			fields.set(
				name,
				line
					.slice(colon + 1)
					.trim()
					.slice(0, MAX_VALUE),
			);
		last = name;
	}
	end();
	return groups;
}

/** The headers of a mail that is returned whole, or of which only the headers are. */
export function headersOf(text: string): Map<string, string> {
	return fieldGroups(text.slice(0, 64_000).replace(/^(?:[ \t]*\r?\n)+/, ""))[0] ?? new Map();
}
