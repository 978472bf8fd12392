import { narrow } from "./narrow.ts";

/** `〒９２０−１１９２`, `9201192` and `920 1192` are all `920-1192`; null when it is no Japanese postal code. */
export function readPostalCode(text: string): string | null {
	const digits = narrow(text.replace(/[\u3012\u3036]/gu, "")).replace(/[\s-]/g, "");
	return /^[0-9]{7}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3)}` : null;
}

/** Abroad the forms differ too much to check: letters, digits, spaces and hyphens. */
export function readForeignPostalCode(text: string): string | null {
	const code = narrow(text).toUpperCase();
	return /^[A-Z0-9][A-Z0-9 -]{0,14}$/.test(code) ? code : null;
}
