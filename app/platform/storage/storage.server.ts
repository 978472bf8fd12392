import { env } from "../env.server";
import { conflict, invalid, notFound } from "../errors";
import { processWide } from "../process-wide";
import type { FileStore } from "./file-store";
import { FolderStore } from "./folder-store.server";
import { S3Store } from "./s3-store.server";
import { readStorageUrl } from "./storage-url";

export { sha256 } from "./sha256.server";

/** `receipts/2026/0197….pdf`: parts that begin with a letter or digit, so that none is hidden or leads out of the folder. */
const KEY = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/;
const MAX_KEY_LENGTH = 512;
const MAX_BYTES = 64 * 2 ** 20;

/**
 * Keeps a file for good, on disk before it returns. The same bytes again under the same key change nothing.
 * @throws AppError file_exists  the key holds other bytes; file_key_invalid, file_too_large
 */
export async function putFile(key: string, bytes: Uint8Array, options: { contentType: string }): Promise<void> {
	checkKey(key);
	if (bytes.byteLength > MAX_BYTES) throw invalid("file_too_large", `file ${key} has ${bytes.byteLength} bytes`);
	const store = currentStore();
	if ((await store.add(key, bytes, options.contentType)) === "added") return;
	const kept = await store.read(key);
	if (kept !== null && Buffer.compare(kept, bytes) === 0) return;
	throw conflict("file_exists", `file ${key} is there with other bytes`);
}

/** @throws AppError file_not_found */
export async function getFile(key: string): Promise<Uint8Array> {
	checkKey(key);
	const bytes = await currentStore().read(key);
	if (bytes === null) throw notFound("file", key);
	return bytes;
}

/** Done also when there is no such file. */
export async function deleteFile(key: string): Promise<void> {
	checkKey(key);
	await currentStore().remove(key);
}

function checkKey(key: string): void {
	if (key.length <= MAX_KEY_LENGTH && KEY.test(key) && !key.includes("..")) return;
	throw invalid("file_key_invalid", `not a key of a file: ${JSON.stringify(key.slice(0, 80))}`);
}

function currentStore(): FileStore {
	return processWide("storage", () => openStore(env.STORAGE_URL));
}

/** @throws Error when the address is none: `env` refuses it before */
export function openStore(storageUrl: string): FileStore {
	const place = readStorageUrl(storageUrl);
	if (place === null) throw new Error("STORAGE_URL is wrong");
	return place.kind === "folder" ? new FolderStore(place.folder) : new S3Store(place);
}
