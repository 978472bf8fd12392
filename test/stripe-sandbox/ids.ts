import { randomFillSync } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const pool = Buffer.alloc(4096);
let used = pool.length;

/** Letters and digits only, as in Stripe's ids. */
export function randomText(length: number): string {
	let text = "";
	while (text.length < length) {
		if (used >= pool.length) {
			randomFillSync(pool);
			used = 0;
		}
		text += ALPHABET[(pool[used++] ?? 0) % ALPHABET.length];
	}
	return text;
}

export const newId = (prefix: string, length = 24): string => `${prefix}${randomText(length)}`;

export function randomDigits(length: number): string {
	let digits = "";
	for (const character of randomText(length)) digits += String(ALPHABET.indexOf(character) % 10);
	return digits;
}
