package ai.tulia.messaging.twiliosimulator;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes each change before it is answered for. */
interface Journal extends AutoCloseable {
    /** Returns once the entry would survive the death of this process. */
    void append(JournalEntry entry);

    /** Hands over what earlier runs appended, oldest first. */
    void replay(Consumer<JournalEntry> reader);

    @Override
    void close();

    static Journal open(@Nullable Path file) {
        return file == null ? new Forgetful() : FileJournal.open(file);
    }

    /** Memory only. */
    final class Forgetful implements Journal {
        @Override
        public void append(JournalEntry entry) {}

        @Override
        public void replay(Consumer<JournalEntry> reader) {}

        @Override
        public void close() {}
    }
}
