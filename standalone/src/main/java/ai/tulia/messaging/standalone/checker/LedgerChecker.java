package ai.tulia.messaging.standalone.checker;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.standalone.checker.LedgerState.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what was asked for, what the provider got and what the ledger says. */
public final class LedgerChecker {
    private final Evidence evidence;
    private final Map<UUID, Row> rows = new HashMap<>();
    private final Map<String, Row> recipients = new HashMap<>();
    private final Set<String> attempted = new HashSet<>();
    private final Set<String> acked = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private final Set<String> lost = new HashSet<>();

    private LedgerChecker(Evidence evidence) {
        this.evidence = evidence;
    }

    public static Verdict check(Evidence evidence) {
        return new LedgerChecker(evidence).verdict();
    }

    private Verdict verdict() {
        for (Row row : evidence.ledger().rows()) {
            rows.put(row.id(), row);
            if (row.broadcast() != null) {
                recipients.put(recipient(row.broadcast(), row.customer()), row);
            }
        }
        evidence.lines().forEach(line -> {
            switch (line.kind()) {
                case MESSAGE -> message(line);
                case BROADCAST -> broadcast(line);
            }
        });
        Set<String> posted = messages(evidence.posts().stream());
        Set<String> taken = messages(evidence.posts().stream().filter(Post::accepted));
        var violations = new Violations(
                lost,
                moreThanOnce(evidence.posts().stream()
                        .filter(Post::accepted)
                        .map(post -> post.message().toString())),
                moreThanOnce(evidence.posts().stream().map(post -> post.message() + "#" + post.attempt())),
                without(posted, attempted),
                without(messages(Row::wasSent), taken),
                messages(row -> row.neverLeft() && taken.contains(row.id().toString())),
                afterStop(),
                openThoughCompleted(),
                evidence.ledger().wrongCounts());
        return new Verdict(
                evidence.seed(),
                attempted,
                acked,
                posted,
                ended,
                without(posted, without(posted, refused)),
                unknown,
                violations,
                new TreeMap<>(evidence.ledger().broadcasts().values().stream()
                        .collect(groupingBy(status -> status, counting()))));
    }

    private void message(LoadLine line) {
        UUID id = line.id();
        if (id == null) {
            // The client does not know; the ledger does, by its key.
            id = evidence.ledger().byKey().get(Keys.of(line.tenant(), line.key()));
        }
        if (id == null) {
            note(line.tenant() + "/" + line.key(), line.isAcked(), null);
        } else {
            note(id.toString(), line.isAcked(), rows.get(id));
        }
    }

    private void broadcast(LoadLine line) {
        UUID id = line.id();
        if (id == null) {
            return;
        }
        boolean canceled = "canceled".equals(evidence.ledger().broadcasts().get(id));
        for (UUID customer : evidence.audiences().getOrDefault(id, Set.of())) {
            Row row = recipients.get(recipient(id, customer));
            // One that was canceled before its audience was written down owes the rest nothing.
            boolean owed = line.isAcked() && (row != null || !canceled);
            note(row == null ? recipient(id, customer) : row.id().toString(), owed, row);
        }
    }

    private void note(String name, boolean owed, @Nullable Row row) {
        attempted.add(name);
        if (!owed) {
            refused.add(name);
            return;
        }
        acked.add(name);
        if (row == null) {
            lost.add(name);
        } else if (row.isUnknown()) {
            unknown.add(name);
        } else if (row.isFinal()) {
            ended.add(name);
        } else {
            lost.add(name);
        }
    }

    private Set<String> afterStop() {
        var found = new HashSet<String>();
        var byBroadcast = evidence.posts().stream()
                .filter(post -> broadcastOf(post) != null)
                .collect(groupingBy(post -> String.valueOf(broadcastOf(post))));
        for (Stop stop : evidence.stops()) {
            for (Post post : byBroadcast.getOrDefault(stop.broadcast().toString(), List.of())) {
                if (stop.forbids(post)) {
                    found.add(post.message() + "#" + post.attempt() + " after " + stop.answer());
                }
            }
        }
        return found;
    }

    private @Nullable UUID broadcastOf(Post post) {
        Row row = rows.get(post.message());
        return row == null ? null : row.broadcast();
    }

    private Set<String> openThoughCompleted() {
        return messages(row -> row.broadcast() != null
                && !row.isFinal()
                && "completed".equals(evidence.ledger().broadcasts().get(row.broadcast())));
    }

    private Set<String> messages(Predicate<Row> which) {
        return evidence.ledger().rows().stream()
                .filter(which)
                .map(row -> row.id().toString())
                .collect(toSet());
    }

    private static Set<String> messages(Stream<Post> posts) {
        return posts.map(post -> post.message().toString()).collect(toSet());
    }

    private static Set<String> moreThanOnce(Stream<String> names) {
        return names.collect(groupingBy(name -> name, counting())).entrySet().stream()
                .filter(name -> name.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        return all.stream().filter(name -> !others.contains(name)).collect(toSet());
    }

    private static String recipient(UUID broadcast, UUID customer) {
        return broadcast + "/" + customer;
    }
}
