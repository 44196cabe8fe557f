package ai.tulia.messaging.twiliosimulator;

import java.util.List;
import java.util.Map;

/** Twilio's Accounts resource, to be fetched: {@code /2010-04-01/Accounts/{AccountSid}.json}. Every account is active. */
final class AccountsApi {
    private static final String JSON = ".json";

    private final Ledger ledger;

    AccountsApi(Ledger ledger) {
        this.ledger = ledger;
    }

    static boolean owns(Call call) {
        List<String> path = call.segments();
        return path.size() == 3
                && path.getFirst().equals(MessageResource.API_VERSION)
                && path.get(1).equals("Accounts")
                && path.get(2).startsWith("AC")
                && path.get(2).endsWith(JSON);
    }

    Reply answer(Call call) {
        String file = call.segments().get(2);
        String account = file.substring(0, file.length() - JSON.length());
        if (!call.method().equals("GET")) {
            return Reply.json(405, TwilioError.METHOD_NOT_ALLOWED).with("Allow", "GET");
        }
        Credentials given = call.credentials();
        if (given == null || !ledger.admits(account, given)) {
            return Reply.error(TwilioError.AUTHENTICATE);
        }
        return Reply.json(
                200,
                Map.of(
                        "sid",
                        account,
                        "owner_account_sid",
                        account,
                        "friendly_name",
                        "Simulated account",
                        "status",
                        "active",
                        "type",
                        "Full",
                        "uri",
                        "/" + MessageResource.API_VERSION + "/Accounts/" + file));
    }
}
