package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.embedded.OwnerFiles;
import ai.tulia.messaging.standalone.embedded.TuliaHome;
import ai.tulia.messaging.store.database.DatabaseBootstrap.Passwords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The keys and passwords of a local stack: made at its first start, kept in its home for its owner alone. */
final class StackSecrets {
    private static final String ERASER = "db.eraser";

    private final Properties values;

    private StackSecrets(Properties values) {
        this.values = values;
    }

    static StackSecrets of(TuliaHome home) {
        Path file = home.root().resolve("secrets.properties");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            var values = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                values.load(reader);
            }
            if (values.getProperty(ERASER) == null) {
                // A home of a version before that role.
                String password = token(new SecureRandom());
                Files.writeString(file, ERASER + "=" + password + "\n", StandardOpenOption.APPEND);
                values.setProperty(ERASER, password);
            }
            return new StackSecrets(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Passwords databasePasswords() {
        return new Passwords(get("db.owner"), get("db.app"), get("db.operator"), get("db.sweeper"), get(ERASER));
    }

    String operatorKey() {
        return get("operator.key");
    }

    /** Seals what the ledger keeps secret. */
    String secretsKey() {
        return get("secrets.key");
    }

    private String get(String name) {
        return String.valueOf(values.getProperty(name));
    }

    private static void create(Path file) throws IOException {
        var random = new SecureRandom();
        var text = new StringBuilder();
        for (String name : new String[] {"db.owner", "db.app", "db.operator", "db.sweeper", ERASER}) {
            text.append(name).append('=').append(token(random)).append('\n');
        }
        text.append("operator.key=operator_").append(token(random)).append('\n');
        byte[] key = new byte[32];
        random.nextBytes(key);
        text.append("secrets.key=")
                .append(Base64.getEncoder().encodeToString(key))
                .append('\n');
        OwnerFiles.write(file, text.toString());
    }

    private static String token(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
