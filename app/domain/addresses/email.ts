import { narrow } from "./narrow.ts";

/** RFC 5321: a path is 256 with its brackets, a local part 64. */
export const EMAIL_MAX = 254;

/** Dots may repeat or stand last: such addresses were once given out by Japanese phone companies and are still read. */
const LOCAL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

function asciiDomain(domain: string): string | null {
	if (/^[a-z0-9.-]+$/i.test(domain)) return domain.toLowerCase();
	if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return null;
	try {
		return new URL(`http://${domain}`).hostname;
	} catch {
		return null;
	}
}

/**
 * One plain address or null: no display name, no list, nothing that could add a mail header. The domain is lowered,
 * the local part is kept, since some servers tell `A` from `a`.
 */
export function readEmail(text: string): string | null {
	const address = narrow(text);
	const at = address.lastIndexOf("@");
	const domain = asciiDomain(address.slice(at + 1));
	if (at < 1 || domain === null || !LOCAL.test(address.slice(0, at)) || !DOMAIN.test(domain)) return null;
	const email = `${address.slice(0, at)}@${domain}`;
	return email.length <= EMAIL_MAX ? email : null;
}
