package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a second stack off the same home. The kernel drops the lock with its process, however that ends. */
public final class HomeLock implements AutoCloseable {
    // Opening and closing the file again in the same process would drop the kernel's lock.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final TuliaHome home;
    private final FileChannel channel;

    private HomeLock(TuliaHome home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** @throws StartupRefused naming the process that holds it */
    public static HomeLock take(TuliaHome home) {
        if (!HELD_HERE.add(home.root())) {
            throw refusal(home);
        }
        try {
            FileChannel channel =
                    FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                HELD_HERE.remove(home.root());
                throw refusal(home);
            }
            Files.writeString(
                    home.processRecord("tulia"), ProcessHandle.current().pid() + "\n");
            return new HomeLock(home, channel);
        } catch (IOException e) {
            HELD_HERE.remove(home.root());
            throw new UncheckedIOException(e);
        }
    }

    private static StartupRefused refusal(TuliaHome home) {
        String pid = "";
        try {
            pid = " as process " + Files.readString(home.processRecord("tulia")).strip();
        } catch (IOException e) {
            // It has the lock and has not written its number yet.
        }
        return new StartupRefused("Tulia already runs on " + home.root() + pid + "; stop it first, or set TULIA_HOME"
                + " to another directory.");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(home.processRecord("tulia"));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(home.root());
        }
    }
}
