package ai.tulia.messaging.twiliosimulator;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** {@code /_simulator}: what was received, the faults to come, and messages from outside. */
final class ControlApi {
    private static final int PAGE_ROWS = 200;

    private final Ledger ledger;
    private final FaultRules faults;
    private final Inbound inbound;

    ControlApi(Ledger ledger, FaultRules faults, Inbound inbound) {
        this.ledger = ledger;
        this.faults = faults;
        this.inbound = inbound;
    }

    static boolean owns(Call call) {
        return call.segments().isEmpty() || call.segments().getFirst().equals("_simulator");
    }

    Reply answer(Call call) {
        String what = call.segments().size() == 2
                ? call.segments().get(1)
                : call.segments().size() > 2 ? "?" : "";
        return switch (call.method() + " " + what) {
            case "GET " ->
                Reply.html(
                        200,
                        ReceivedPage.of(
                                ledger.messages().newestFirst().limit(PAGE_ROWS).toList()));
            case "GET health" -> Reply.json(200, Map.of("status", "UP"));
            case "GET messages" -> new Reply.JsonArray(messages(call.query()));
            case "GET requests" -> new Reply.JsonArray(requests(call.query()));
            case "DELETE messages" -> committed(new JournalEntry.MessagesCleared());
            case "DELETE requests" -> committed(new JournalEntry.RequestsCleared());
            case "GET faults" -> Reply.json(200, faults.inForce());
            case "PUT faults" -> replaceFaults(call);
            case "GET numbers" -> Reply.json(200, ledger.numbers().all());
            case "PUT numbers" -> committed(new JournalEntry.NumberSet(call.json(type(OwnedNumber.class))));
            case "POST inbound" -> inbound.deliver(call.json(type(InboundMessage.class)));
            default -> Reply.json(404, Map.of("message", "there is no " + call.method() + " " + call.path()));
        };
    }

    private Reply committed(JournalEntry entry) {
        ledger.commit(entry);
        return Reply.empty(204);
    }

    private Reply replaceFaults(Call call) {
        List<FaultRule> rules =
                call.json(Json.MAPPER.getTypeFactory().constructCollectionType(List.class, FaultRule.class));
        if (rules.contains(null)) {
            throw new Call.BadCall("null is not a rule", null);
        }
        faults.replace(rules);
        return Reply.json(200, faults.inForce());
    }

    private Stream<ReceivedMessage> messages(Form query) {
        return limited(
                query,
                ledger.messages().newestFirst().filter(message -> matches(query, message.to(), message.accountSid())));
    }

    private Stream<ReceivedRequest> requests(Form query) {
        return limited(
                query,
                ledger.requests().newestFirst().filter(request -> matches(query, request.to(), request.accountSid())));
    }

    private static boolean matches(Form query, @Nullable String to, @Nullable String account) {
        String asked = query.value("to");
        String owner = query.value("account");
        // An unescaped + in a query arrives as a space.
        return (asked == null || ChannelAddress.sameParty(asked.replace(' ', '+'), to))
                && (owner == null || owner.equals(account));
    }

    private static <T> Stream<T> limited(Form query, Stream<T> items) {
        String limit = query.value("limit");
        if (limit == null) {
            return items;
        }
        if (!limit.matches("\\d{1,9}")) {
            throw new Call.BadCall("limit must be a number, but is " + limit, null);
        }
        return items.limit(Long.parseLong(limit));
    }

    private static JavaType type(Class<?> plain) {
        return Json.MAPPER.constructType(plain);
    }
}
