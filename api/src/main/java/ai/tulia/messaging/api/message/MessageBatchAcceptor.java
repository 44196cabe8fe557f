package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.idempotency.KeyLink;
import ai.tulia.messaging.api.message.BatchItemResolver.Resolved;
import ai.tulia.messaging.api.message.MessageAcceptor.Decided;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.broadcast.BatchRepository;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.idempotency.DedupeKeys;
import ai.tulia.messaging.store.message.MessageIntake;
import ai.tulia.messaging.store.message.MessageQueries;
import ai.tulia.messaging.store.message.NewMessage;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.template.TemplateUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Accepts one chunk of a batch: one commit writes its messages, its dedupe_keys and what is counted with them, and with the
 * first of them the batch itself, tied to the request's key. What was written for an index before is left as it is.
 */
@Component
class MessageBatchAcceptor {
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BatchRepository batches;
    private final BatchItemResolver resolver;
    private final DedupeKeys dedupeKeys;
    private final MessageIntake intake;
    private final MessageQueries messages;
    private final TemplateUsage usage;
    private final KeyLink keys;

    MessageBatchAcceptor(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BatchRepository batches,
            BatchItemResolver resolver,
            DedupeKeys dedupeKeys,
            MessageIntake intake,
            MessageQueries messages,
            TemplateUsage usage,
            KeyLink keys) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.batches = batches;
        this.resolver = resolver;
        this.dedupeKeys = dedupeKeys;
        this.intake = intake;
        this.messages = messages;
        this.usage = usage;
        this.keys = keys;
    }

    /** @param chunk items that follow each other @return one result for each, in their order */
    List<BatchItemResult> accept(BroadcastRef batch, List<BatchItem> chunk, Instant now) {
        return transactions.callByKeys(batch.tenantId(), () -> {
            // Alone: two processes may accept the same items, and it must not come to its end meanwhile.
            Optional<Broadcast> found = broadcasts.lockForUpdate(batch);
            Map<Integer, StoredMessage> written = found.isEmpty() ? Map.of() : written(batch, chunk);
            Resolved resolved = resolver.resolve(batch.tenantId(), missing(chunk, written), now);
            Map<Integer, UUID> firsts = firsts(batch.tenantId(), chunk, resolved);
            List<MessageIntake.BatchMessage> made = new ArrayList<>();
            resolved.messages().forEach((index, decided) -> {
                if (decided.message()
                        .id()
                        .equals(firsts.getOrDefault(index, decided.message().id()))) {
                    made.add(new MessageIntake.BatchMessage(index, decided.message(), decided.decision()));
                }
            });
            open(batch, found, made, now);
            intake.accept(batch, made, now);
            count(batch.tenantId(), made);
            return results(batch, chunk, resolved, firsts);
        });
    }

    private Map<Integer, StoredMessage> written(BroadcastRef batch, List<BatchItem> chunk) {
        return messages.ofBatch(batch, chunk.getFirst().index(), chunk.getLast().index() + 1).stream()
                .collect(Collectors.toMap(
                        message -> Objects.requireNonNull(message.recipient().batchIndex()), Function.identity()));
    }

    private static List<BatchItem.Wanted> missing(List<BatchItem> chunk, Map<Integer, StoredMessage> written) {
        return chunk.stream()
                .filter(BatchItem.Wanted.class::isInstance)
                .map(BatchItem.Wanted.class::cast)
                .filter(item -> !written.containsKey(item.index()))
                .toList();
    }

    /** By index of those with a dedupe_key, the first message that was made with it: its own, or an earlier one. */
    private Map<Integer, UUID> firsts(UUID tenantId, List<BatchItem> chunk, Resolved resolved) {
        Map<Integer, String> keyOf = new TreeMap<>();
        Map<String, UUID> own = new HashMap<>();
        for (BatchItem item : chunk) {
            Decided decided = resolved.messages().get(item.index());
            if (decided != null
                    && item instanceof BatchItem.Wanted wanted
                    && wanted.dedupeKey() instanceof String key) {
                keyOf.put(item.index(), key);
                own.putIfAbsent(key, decided.message().id());
            }
        }
        Map<String, UUID> taken = dedupeKeys.take(tenantId, own);
        Map<Integer, UUID> firsts = new HashMap<>();
        keyOf.forEach((index, key) -> firsts.put(index, Objects.requireNonNull(taken.get(key))));
        return firsts;
    }

    /** The first chunk makes the batch; a later one may find it at its end, where a crash lay between them. */
    private void open(
            BroadcastRef batch, Optional<Broadcast> found, List<MessageIntake.BatchMessage> made, Instant now) {
        if (found.isEmpty()) {
            Optional<NewMessage> mostUrgent = made.stream()
                    .map(MessageIntake.BatchMessage::message)
                    .min(Comparator.comparingInt(
                            message -> message.type().rules().priority()));
            batches.add(
                    batch,
                    mostUrgent.map(NewMessage::type).orElse(MessageType.PROMOTIONAL),
                    mostUrgent.map(NewMessage::channel).orElse(Channel.WHATSAPP),
                    now);
            keys.tie(batch.broadcastId());
        } else if (found.get().status() == BroadcastStatus.COMPLETED && !made.isEmpty()) {
            broadcasts.reopen(batch, now);
        }
    }

    /** In the order of their ids: two batches that use the same templates do not deadlock. */
    private void count(UUID tenantId, List<MessageIntake.BatchMessage> made) {
        made.stream()
                .flatMap(item -> Optional.ofNullable(item.message().text().templateId()).stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .forEach((template, times) -> usage.count(tenantId, template, times));
    }

    private List<BatchItemResult> results(
            BroadcastRef batch, List<BatchItem> chunk, Resolved resolved, Map<Integer, UUID> firsts) {
        Map<Integer, StoredMessage> written = written(batch, chunk);
        Map<UUID, StoredMessage> first = messages.findAll(batch.tenantId(), firsts.values()).stream()
                .collect(Collectors.toMap(StoredMessage::id, Function.identity()));
        List<BatchItemResult> results = new ArrayList<>(chunk.size());
        for (BatchItem item : chunk) {
            int index = item.index();
            StoredMessage own = written.get(index);
            if (own != null) {
                results.add(BatchItemResult.of(index, own, false));
            } else if (item instanceof BatchItem.Wrong wrong) {
                results.add(BatchItemResult.of(index, wrong.problem()));
            } else if (resolved.problems().get(index) instanceof ApiProblem problem) {
                results.add(BatchItemResult.of(index, problem));
            } else {
                UUID id = Objects.requireNonNull(firsts.get(index));
                results.add(BatchItemResult.of(index, Objects.requireNonNull(first.get(id)), true));
            }
        }
        return results;
    }
}
