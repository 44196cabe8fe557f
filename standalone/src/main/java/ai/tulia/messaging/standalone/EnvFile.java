package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.embedded.OwnerFiles;
import ai.tulia.messaging.standalone.embedded.TuliaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Addresses and keys of the running stack, to be sourced by a shell. Rewritten at each start. */
final class EnvFile {
    private EnvFile() {}

    static Path of(TuliaHome home) {
        return in(home.root());
    }

    static Path in(Path home) {
        return home.resolve("env");
    }

    static void write(Stack stack, DemoTenant tenant) {
        var text = new StringBuilder();
        line(text, "TULIA_API", stack.api().toString());
        line(text, "TULIA_API_KEY", tenant.apiKey());
        line(text, "TULIA_TENANT", tenant.id());
        line(text, "TULIA_OPERATOR_KEY", stack.operatorKey());
        line(text, "TULIA_SIMULATOR", stack.simulator().toString());
        line(text, "TEMPORAL_ADDRESS", stack.servers().temporal().target());
        line(text, "TEMPORAL_UI", stack.servers().temporal().webUi().orElse(""));
        Path file = of(stack.home());
        try {
            OwnerFiles.write(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("export ").append(name).append("='").append(value).append("'\n");
    }
}
