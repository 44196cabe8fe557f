package ai.tulia.messaging.standalone.acceptance;

import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.standalone.checker.LoadLine;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A message that a caller asks for, with one key, until it has an answer. */
final class WantedMessage {
    private final long seed;
    private final Shop shop;
    private final UUID customer;
    private final String key = UUID.randomUUID().toString();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<LoadLine> lines = new ConcurrentLinkedQueue<>();

    WantedMessage(long seed, Shop shop, UUID customer) {
        this.seed = seed;
        this.shop = shop;
        this.customer = customer;
    }

    /** Of this message alone. */
    UUID customer() {
        return customer;
    }

    List<LoadLine> lines() {
        return List.copyOf(lines);
    }

    /** @return the answer, which the caller does not have when its process died */
    Answer askFirst(Http door, BrokenRequest request) {
        Answer answer = shop.postUnchecked(
                door, "/v1/messages/send", body(), "Idempotency-Key", key, Failpoints.HEADER, request.name());
        if (request.isDead()) {
            lines.add(new LoadLine(seed, shop.id(), LoadLine.Kind.MESSAGE, key, 0, null));
        } else {
            note(answer);
        }
        return answer;
    }

    /** At the API process that is never broken. */
    void askAgain() {
        note(shop.post("/v1/messages/send", body(), "Idempotency-Key", key));
    }

    private Map<String, Object> body() {
        return Map.of("customer_id", customer, "message_type", "transactional", "content", "The parcel is here");
    }

    private void note(Answer answer) {
        UUID id = answer.text("message_id").isEmpty() ? null : answer.messageId();
        lines.add(new LoadLine(seed, shop.id(), LoadLine.Kind.MESSAGE, key, answer.status(), id));
        answers.add(answer);
    }

    /** Accepted, or refused for good. */
    boolean isAnswered() {
        return answers.stream().anyMatch(answer -> Set.of(201, 202, 502).contains(answer.status()));
    }

    /** Those that its answers name. */
    Set<UUID> messages() {
        return answers.stream()
                .filter(answer -> !answer.text("message_id").isEmpty())
                .map(Answer::messageId)
                .collect(toSet());
    }
}
