/** Loaded into child processes: when the command that started them is gone, they close as if asked to. */
process.channel?.unref();
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
