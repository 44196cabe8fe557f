package ai.tulia.messaging.standalone.embedded;

import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The official download, done by Temporal's own Java SDK. It has no timeouts, so they are here. */
final class TemporalDownload implements TemporalWay {
    /** For the first byte and between bytes: a closed network may swallow packets instead of refusing them. */
    private static final Duration STALLED = Duration.ofSeconds(15);

    private final TuliaHome home;

    TemporalDownload(TuliaHome home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "Temporal's own download";
    }

    @Override
    public Optional<Path> find() throws IOException {
        Path aside = Files.createDirectories(home.building().resolve("temporal-download-" + UUID.randomUUID()));
        TemporalDevServerOptions options = TemporalDevServerOptions.newBuilder()
                .setDownloadDestination(aside.toString())
                .build();
        CompletableFuture<Path> fetched = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("temporal-download").start(() -> {
            try {
                fetched.complete(TemporalDevServerDownloader.prepare(options));
            } catch (RuntimeException | Error e) {
                fetched.completeExceptionally(e);
            }
        });
        try {
            return Optional.of(TemporalWays.keep(home, await(fetched, aside)));
        } finally {
            FileTree.delete(aside);
        }
    }

    private static Path await(CompletableFuture<Path> fetched, Path aside) throws IOException {
        long bytes = 0;
        long lastByte = System.nanoTime();
        while (System.nanoTime() - lastByte < STALLED.toNanos()) {
            try {
                return fetched.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = size(aside);
                lastByte = now > bytes ? System.nanoTime() : lastByte;
                bytes = now;
            } catch (ExecutionException e) {
                throw new IOException("the download failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        throw new IOException("no byte came for " + STALLED.toSeconds() + " seconds");
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
