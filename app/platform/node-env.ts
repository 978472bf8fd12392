/**
 * Imported first by every process: React and others choose their slow development build by NODE_ENV as they load, and
 * whoever starts a process by hand should not have to know.
 */
process.env.NODE_ENV ??= process.env.IZUMI_DEV === "1" ? "development" : "production";

export {};
