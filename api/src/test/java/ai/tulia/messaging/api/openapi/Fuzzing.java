package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Sends requests, some at once, and says which were answered as none may be. */
final class Fuzzing {
    private static final int AT_ONCE = 4;
    private static final int SHOWN = 10;
    private static final int TRIES = 3;

    private Fuzzing() {}

    /** @throws AssertionError with the requests that were, and what is wrong with their answers */
    static void allAnsweredWell(FuzzStack stack, List<RawRequest> requests) {
        var check = new ReplyCheck(stack.document());
        List<Callable<String>> calls = new ArrayList<>();
        requests.forEach(request -> calls.add(() -> wrong(check, request)));
        var failures = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var answered : threads.invokeAll(calls)) {
                String wrong = answered.get();
                if (!wrong.isEmpty()) {
                    failures.add(wrong);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        assertThat(failures.stream().limit(SHOWN).toList())
                .as("%d of %d requests were answered as none may be", failures.size(), requests.size())
                .isEmpty();
    }

    private static String wrong(ReplyCheck check, RawRequest request) {
        RawHttp.Reply reply = request.send();
        // It gave way to another that is sent at the same time, and asks to be sent again.
        for (int n = 1; n < TRIES && reply.body().contains("/problems/ledger_busy"); n++) {
            reply = request.send();
        }
        List<String> wrong = check.wrong(request, reply);
        return wrong.isEmpty()
                ? ""
                : "\n--- " + request.operation().id() + ": " + wrong + "\n" + request + "\n>>> " + reply.status() + " "
                        + shortened(reply.body());
    }

    private static String shortened(String text) {
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
