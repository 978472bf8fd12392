import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { decodeKey, env } from "./env.server";

const VERSION = "v1";

/**
 * Seals a secret for the database: AES-256-GCM under ENCRYPTION_KEY.
 * @param purpose  what it is for, such as `stripe_account:kyoto:secret_key`: it opens for that purpose only
 * @returns `v1.<nonce>.<ciphertext and tag>`, base64url
 */
export function sealSecret(secret: string, purpose: string): string {
	const nonce = randomBytes(12);
	const cipher = createCipheriv("aes-256-gcm", key(), nonce).setAAD(Buffer.from(purpose));
	const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
	return [VERSION, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
}

/**
 * @throws Error when it was sealed under another key or for another purpose, or was changed since
 */
export function openSecret(sealed: string, purpose: string): string {
	const [version, nonce, body] = sealed.split(".");
	if (version !== VERSION || !nonce || !body) throw new Error(`the sealed ${purpose} is not of a form we know`);
	const bytes = Buffer.from(body, "base64url");
	const decipher = createDecipheriv("aes-256-gcm", key(), Buffer.from(nonce, "base64url"))
		.setAAD(Buffer.from(purpose))
		.setAuthTag(bytes.subarray(-16));
	return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
}

/** A hash nobody without ENCRYPTION_KEY can guess the input of: for values that are compared and never read. */
export function keyedHash(value: string, purpose: string): string {
	return createHmac("sha256", key()).update(`${purpose}\n${value}`).digest("base64url");
}

function key(): Buffer {
	const bytes = decodeKey(env.ENCRYPTION_KEY);
	if (bytes?.length !== 32) throw new Error("ENCRYPTION_KEY is not 32 bytes");
	return bytes;
}
