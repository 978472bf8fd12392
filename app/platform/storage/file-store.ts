/** Where bytes are kept. Keys were checked before they come here. */
export interface FileStore {
	/** Keeps the bytes unless the key is known. Of several writers at the same time one adds. */
	add(key: string, bytes: Uint8Array, contentType: string): Promise<"added" | "was_there">;
	read(key: string): Promise<Uint8Array | null>;
	/** Done also when there is no such file. */
	remove(key: string): Promise<void>;
}
