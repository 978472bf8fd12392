import { narrow } from "./narrow.ts";

/** Digits with their separators, as typed but narrow; null when there are fewer than 6 or more than 15 digits. */
export function readPhone(text: string): string | null {
	const phone = narrow(text).replace(/\s+/g, " ");
	if (!/^\+?[0-9 ()./-]+(?:(?:ext\.?|x|#) ?[0-9]{1,6})?$/i.test(phone)) return null;
	const digits = phone.replace(/(?:ext|x|#).*$/i, "").replace(/[^0-9]/g, "").length;
	return digits >= 6 && digits <= 15 ? phone : null;
}
