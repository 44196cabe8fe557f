package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.standalone.checker.LoadLine;
import ai.tulia.messaging.standalone.checker.Post;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the load driver and the provider noted, one line a request. */
final class RawLedgers {
    private RawLedgers() {}

    static void write(Path directory, List<Outcome> outcomes) {
        try {
            for (Outcome outcome : outcomes) {
                String id = outcome.scenario().id();
                Files.write(
                        directory.resolve(id + ".load.tsv"),
                        outcome.lines().stream().map(LoadLine::text).toList());
                Files.write(
                        directory.resolve(id + ".posts.tsv"),
                        outcome.posts().stream()
                                .map(Post::of)
                                .map(RawLedgers::text)
                                .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Post post) {
        return String.join(
                "\t",
                post.at().toString(),
                post.tenant().toString(),
                post.message().toString(),
                Integer.toString(post.attempt()),
                post.accepted() ? "accepted" : "not accepted");
    }
}
