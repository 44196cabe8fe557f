package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.embedded.StartupRefused;
import ai.tulia.messaging.standalone.rest.Call;
import ai.tulia.messaging.standalone.rest.Rest;
import ai.tulia.messaging.standalone.story.Curl;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** {@code ./tulia tenant create}: a tenant on a running API, ready to send. What is there already stays as it is. */
public final class TenantCommand {
    private static final String USAGE =
            "usage: ./tulia tenant create <name> [--tier starter] [--time-zone Europe/Berlin]"
                    + " [--sender whatsapp:+…] [--account-sid AC…]";
    private static final String TIER = "--tier";
    private static final String ZONE = "--time-zone";
    private static final String SENDER = "--sender";
    private static final String ACCOUNT = "--account-sid";
    private static final Set<String> OPTIONS = Set.of(TIER, ZONE, SENDER, ACCOUNT);
    private static final Pattern EXPORT = Pattern.compile("export (\\w+)='(.*)'");
    private static final String KEY_NAME = "first key";

    private final TenantSetup setup;
    private final String keySource;
    private final PrintStream out;

    /** @param keySource how a shell comes to the operator's key */
    private TenantCommand(TenantSetup setup, String keySource, PrintStream out) {
        this.setup = setup;
        this.keySource = keySource;
        this.out = out;
    }

    /**
     * @param words the name, and options each with its value
     * @param environment {@code TULIA_API} with {@code TULIA_OPERATOR_KEY}, else those of the local stack in
     *     {@code TULIA_HOME}; {@code TWILIO_AUTH_TOKEN} of an account that is named
     * @throws StartupRefused with a sentence for a person
     */
    public static void create(List<String> words, Map<String, String> environment, PrintStream out) {
        String name = words.isEmpty() ? "" : words.getFirst();
        if (name.isBlank() || name.startsWith("-")) {
            throw new StartupRefused(USAGE);
        }
        Map<String, String> options = options(words.subList(1, words.size()));
        String token = environment.getOrDefault("TWILIO_AUTH_TOKEN", "");
        if (options.containsKey(ACCOUNT) && token.isEmpty()) {
            throw new StartupRefused("Give the auth token of " + options.get(ACCOUNT) + " by TWILIO_AUTH_TOKEN.");
        }
        boolean named = environment.containsKey("TULIA_API");
        TenantSetup setup = setup(named ? environment : localStack(environment));
        new TenantCommand(setup, named ? "" : " (. " + envFile(environment) + ")", out).create(name, options, token);
    }

    private void create(String name, Map<String, String> options, String token) {
        String sid = options.getOrDefault(ACCOUNT, "");
        List<JsonNode> found = setup.named(name);
        if (found.size() > 1) {
            throw new StartupRefused(found.size() + " tenants are called " + name + "; choose another name: "
                    + String.join(
                            ", ",
                            found.stream()
                                    .map(each -> each.path("id").asString(""))
                                    .toList()));
        }
        boolean there = !found.isEmpty();
        JsonNode tenant = there
                ? found.getFirst()
                : setup.create(new TenantSetup.NewTenant(
                        name,
                        options.getOrDefault(TIER, "starter"),
                        options.getOrDefault(ZONE, "Europe/Berlin"),
                        options.getOrDefault(SENDER, TenantSetup.SANDBOX),
                        sid.isEmpty()));
        String id = tenant.path("id").asString("");
        line("Tenant", id, there);
        line("Tier", tenant.path("tier").asString(""), there);
        tenant.path("senders")
                .valueStream()
                .forEach(sender -> line("Sender", sender.path("address").asString(""), there));
        Optional<String> account = setup.mainAccount(id);
        line("Twilio", account.orElseGet(() -> account(id, sid, token)), account.isPresent());
        notUsed(options, there, account.isPresent());
        setup.keyPrefix(id).ifPresentOrElse(prefix -> anotherKey(id, prefix), () -> firstKey(id));
    }

    private void notUsed(Map<String, String> options, boolean tenantThere, boolean accountThere) {
        List<String> left = options.keySet().stream()
                .filter(option -> option.equals(ACCOUNT) ? accountThere : tenantThere)
                .sorted()
                .toList();
        if (!left.isEmpty()) {
            out.println("What is there stays as it is; not used: " + String.join(", ", left));
        }
    }

    private String account(String tenant, String sid, String token) {
        return sid.isEmpty()
                ? setup.setSimulatedAccount(tenant) + " (simulated; for Twilio itself make a tenant with " + ACCOUNT
                        + ")"
                : setup.setMainAccount(tenant, sid, token);
    }

    private void firstKey(String tenant) {
        String key = setup.createKey(tenant, KEY_NAME);
        line("API key", key + " (keep it: it is not shown again)", false);
        var hello = Map.of("to", "+4915112345678", "message_type", "transactional", "content", "Hello");
        out.println("Next, a message:\n");
        out.println(Curl.of(
                Call.json("POST", setup.api().resolve("/v1/messages/send"), key, Rest.JSON.writeValueAsString(hello))));
    }

    /** The operator's key is in no command: it would stay in the shell's history. */
    private void anotherKey(String tenant, String prefix) {
        line("API key", prefix + "…, which was shown once", true);
        out.println("Another key, in a shell that has TULIA_OPERATOR_KEY" + keySource + ":\n");
        out.println("curl -sS " + setup.api().resolve("/v1/tenants/" + tenant + "/api-keys")
                + " -H \"Authorization: Bearer $TULIA_OPERATOR_KEY\" \\\n"
                + "    -H 'Content-Type: application/json' --data-raw '{\"name\":\"another key\"}'");
    }

    private void line(String what, String value, boolean there) {
        out.println(String.format("%-8s %s%s", what, value, there ? " (is there already)" : ""));
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (!OPTIONS.contains(words.get(i)) || i + 1 == words.size()) {
                throw new StartupRefused(USAGE);
            }
            options.put(words.get(i), words.get(i + 1));
        }
        return options;
    }

    /** Both from the environment or both from the local stack: its key goes to no other API. */
    private static TenantSetup setup(Map<String, String> from) {
        String key = from.getOrDefault("TULIA_OPERATOR_KEY", "");
        if (key.isEmpty()) {
            throw new StartupRefused(
                    "TULIA_API is set, but not TULIA_OPERATOR_KEY: give both, or none for the local stack.");
        }
        return new TenantSetup(URI.create(from.getOrDefault("TULIA_API", "")), key);
    }

    private static Map<String, String> localStack(Map<String, String> environment) {
        Path file = envFile(environment);
        if (!Files.exists(file)) {
            throw new StartupRefused(
                    "Nothing was started in " + file.toAbsolutePath().getParent()
                            + ". Start it with ./tulia up, or name another API by TULIA_API and TULIA_OPERATOR_KEY.");
        }
        Map<String, String> values = new HashMap<>();
        try {
            EXPORT.matcher(Files.readString(file)).results().forEach(line -> values.put(line.group(1), line.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    private static Path envFile(Map<String, String> environment) {
        String home = environment.getOrDefault("TULIA_HOME", "");
        return EnvFile.in(Path.of(home.isBlank() ? ".tulia" : home));
    }
}
