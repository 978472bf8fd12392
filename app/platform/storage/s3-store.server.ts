import { AwsClient } from "aws4fetch";
import { unavailable } from "../errors";
import type { FileStore } from "./file-store";
import { sha256 } from "./sha256.server";
import type { StoragePlace } from "./storage-url";

const TIMEOUT_MS = 30_000;
const RETRIES = 3;

/** A bucket of S3 or of anything that speaks its protocol (MinIO, Ceph, Sakura, R2), path style, signature version 4. */
export class S3Store implements FileStore {
	readonly #client: AwsClient;
	readonly #bucketUrl: string;

	constructor(place: Extract<StoragePlace, { kind: "s3" }>) {
		const { accessKeyId, secretAccessKey, region } = place;
		this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: RETRIES });
		this.#bucketUrl = place.bucketUrl;
	}

	/**
	 * `If-None-Match: *` lets the first writer win. Stores that do not know it are asked before, which leaves them the
	 * moment between the two calls: keys hold a row's id, so two writers of one key are two runs of one job.
	 */
	async add(key: string, bytes: Uint8Array, contentType: string): Promise<"added" | "was_there"> {
		if (await this.#isThere(key)) return "was_there";
		const headers = { "Content-Type": contentType, "X-Amz-Content-Sha256": sha256(bytes) };
		const init = { method: "PUT", body: new Uint8Array(bytes) };
		let answer = await this.#call(key, { ...init, headers: { ...headers, "If-None-Match": "*" } });
		if (answer.status === 501) answer = await this.#call(key, { ...init, headers });
		if (answer.status === 412 || answer.status === 409) return "was_there";
		if (!answer.ok) throw await refusal("PUT", key, answer);
		return "added";
	}

	async read(key: string): Promise<Uint8Array | null> {
		const answer = await this.#call(key, { method: "GET" });
		if (answer.status === 404) return null;
		if (!answer.ok) throw await refusal("GET", key, answer);
		return new Uint8Array(await answer.arrayBuffer());
	}

	async remove(key: string): Promise<void> {
		const answer = await this.#call(key, { method: "DELETE" });
		if (!answer.ok && answer.status !== 404) throw await refusal("DELETE", key, answer);
	}

	async #isThere(key: string): Promise<boolean> {
		const answer = await this.#call(key, { method: "HEAD" });
		if (answer.status === 404) return false;
		if (!answer.ok) throw await refusal("HEAD", key, answer);
		return true;
	}

	async #call(key: string, init: RequestInit): Promise<Response> {
		try {
			const url = `${this.#bucketUrl}/${key}`;
			return await this.#client.fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
		} catch (cause) {
			throw unavailable("storage_unavailable", `${init.method} of file ${key} got no answer`, { cause });
		}
	}
}

/** The store's own code (AccessDenied, NoSuchBucket) is what an operator needs; the rest may hold what signs requests. */
async function refusal(method: string, key: string, answer: Response): Promise<Error> {
	const code = /<Code>(\w+)<\/Code>/.exec(await answer.text().catch(() => ""))?.[1] ?? "no code";
	return unavailable("storage_unavailable", `${method} of file ${key} was answered ${answer.status} ${code}`);
}
