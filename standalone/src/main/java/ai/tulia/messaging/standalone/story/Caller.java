package ai.tulia.messaging.standalone.story;

import ai.tulia.messaging.standalone.rest.Answer;
import ai.tulia.messaging.standalone.rest.Call;
import ai.tulia.messaging.standalone.rest.Rest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Someone who calls a server with a key of their own, while the narrator shows it. */
final class Caller {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Rest rest = new Rest();
    private final URI server;
    private final @Nullable String key;
    private final Narrator narrator;

    Caller(URI server, @Nullable String key, Narrator narrator) {
        this.server = server;
        this.key = key;
        this.narrator = narrator;
    }

    ShownAnswer get(String path) {
        return shown(Call.bare("GET", server.resolve(path), key));
    }

    ShownAnswer post(String path) {
        return shown(Call.bare("POST", server.resolve(path), key));
    }

    ShownAnswer post(String path, String json) {
        return withBody("POST", path, json);
    }

    ShownAnswer put(String path, String json) {
        return withBody("PUT", path, json);
    }

    ShownAnswer patch(String path, String json) {
        return withBody("PATCH", path, json);
    }

    ShownAnswer postCsv(String path, Path file) {
        return shown(Call.csv(server.resolve(path), String.valueOf(key), file));
    }

    /** An answer that is not shown. */
    Answer peek(String path) {
        return rest.send(Call.bare("GET", server.resolve(path), key));
    }

    /** Asks without a word until the answer is as wanted or the time is up, then shows the last one. */
    ShownAnswer getWhen(String path, Duration patience, Predicate<Answer> wanted) {
        Call call = Call.bare("GET", server.resolve(path), key);
        long deadline = System.nanoTime() + patience.toNanos();
        Answer answer = rest.send(call);
        while (!wanted.test(answer) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            answer = rest.send(call);
        }
        narrator.call(call);
        narrator.answer(answer);
        return new ShownAnswer(answer, narrator);
    }

    /** The status of a page, unshown. */
    static int peek(URI page) {
        return new Rest().send(Call.bare("GET", page, null)).status();
    }

    private ShownAnswer withBody(String method, String path, String json) {
        return shown(Call.json(method, server.resolve(path), key, json));
    }

    private ShownAnswer shown(Call call) {
        narrator.call(call);
        Answer answer = rest.send(call);
        narrator.answer(answer);
        return new ShownAnswer(answer, narrator);
    }
}
