package ai.tulia.messaging.twiliosimulator;

import java.util.List;

/** Twilio's Messages resource: {@code /2010-04-01/Accounts/{AccountSid}/Messages[/{Sid}].json}. */
final class MessagesApi {
    private final Ledger ledger;
    private final CreateMessage create;
    private final ChangeMessage change;

    MessagesApi(Ledger ledger, CreateMessage create, ChangeMessage change) {
        this.ledger = ledger;
        this.create = create;
        this.change = change;
    }

    static boolean owns(Call call) {
        return !call.segments().isEmpty() && call.segments().getFirst().equals(MessageResource.API_VERSION);
    }

    Reply answer(Call call) {
        List<String> path = call.segments();
        if (path.size() == 4 && isAccount(path) && path.get(3).equals("Messages.json")) {
            return collection(call, path.get(2));
        }
        if (path.size() == 5
                && isAccount(path)
                && path.get(3).equals("Messages")
                && path.get(4).endsWith(".json")) {
            return single(
                    call, path.get(2), path.get(4).substring(0, path.get(4).length() - ".json".length()));
        }
        return Reply.error(TwilioError.notFound(call.path()));
    }

    private static boolean isAccount(List<String> path) {
        return path.get(1).equals("Accounts") && path.get(2).startsWith("AC");
    }

    private Reply collection(Call call, String account) {
        return switch (call.method()) {
            case "POST" -> create.answer(call, account);
            case "GET" ->
                admitted(call, account) ? new ListMessages(ledger.messages()).answer(call, account) : denied();
            default -> notAllowed("GET, POST");
        };
    }

    private Reply single(Call call, String account, String sid) {
        return switch (call.method()) {
            case "POST" -> change.post(call, account, sid);
            case "GET" -> admitted(call, account) ? change.fetch(call, account, sid) : denied();
            case "DELETE" -> admitted(call, account) ? change.delete(call, account, sid) : denied();
            default -> notAllowed("GET, POST, DELETE");
        };
    }

    private boolean admitted(Call call, String account) {
        Credentials given = call.credentials();
        return given != null && ledger.admits(account, given);
    }

    private static Reply denied() {
        return Reply.error(TwilioError.AUTHENTICATE);
    }

    private static Reply notAllowed(String allowed) {
        return Reply.json(405, TwilioError.METHOD_NOT_ALLOWED).with("Allow", allowed);
    }
}
