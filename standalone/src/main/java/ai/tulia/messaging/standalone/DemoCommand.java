package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.story.Addresses;
import ai.tulia.messaging.standalone.story.Narrator;
import ai.tulia.messaging.standalone.story.Story;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** {@code ./tulia demo}: the stack, and the story played on it. */
final class DemoCommand {
    private DemoCommand() {}

    /** @param once end after the story, with 0 only if every step did what it says; else stay up until asked to end */
    static void run(Map<String, String> environment, boolean once) throws InterruptedException {
        Stack stack = StandaloneMain.start(environment);
        DemoTenant tenant = DemoTenant.lastOrNew(stack);
        EnvFile.write(stack, tenant);
        var narrator = new Narrator(utf8(), isTerminal(environment));
        var shopKey = new Story(addresses(stack), narrator, started(), Clock.systemUTC()).play(stack::isStopping);
        if (stack.isStopping()) {
            // Asked to end in the middle of the story: what failed then, failed for that.
            new CountDownLatch(1).await();
        }
        boolean allHolds = narrator.failures().isEmpty();
        System.out.println();
        System.out.println(
                allHolds ? "Every step did what it says." : "These steps did not do what they say; see ✗ above:");
        narrator.failures().forEach(failure -> System.out.println("  " + failure));
        if (once) {
            stack.close();
            System.exit(allHolds ? 0 : 1);
        }
        StandaloneMain.announce(stack, tenant);
        shopKey.ifPresent(key -> System.out.println("Story's key    " + key + " (the tenant of the story)"));
        new CountDownLatch(1).await();
    }

    private static Addresses addresses(Stack stack) {
        return new Addresses(
                stack.api(),
                stack.simulator(),
                stack.operatorKey(),
                sampleOnDisk(stack),
                stack.servers().temporal().webUi().map(URI::create));
    }

    /** The printed curl names a file, so it has to be one. */
    private static Path sampleOnDisk(Stack stack) {
        Path file = stack.home().root().resolve("demo").resolve("customers.csv");
        try (InputStream sample =
                Objects.requireNonNull(DemoCommand.class.getResourceAsStream("/demo/customers.csv"))) {
            Files.createDirectories(file.getParent());
            Files.copy(sample, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of this JVM, not of the process: that one is older by what the launcher had to build. */
    private static Instant started() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    private static boolean isTerminal(Map<String, String> environment) {
        Console console = System.console();
        return console != null && console.isTerminal() && !environment.containsKey("NO_COLOR");
    }

    /** Also where no locale is set: names of people and places go beyond ASCII. */
    private static PrintStream utf8() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }
}
