package ai.tulia.messaging.twiliosimulator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * One JSON line a change, handed to the operating system before {@link #append} returns: it outlives the process, though
 * not a loss of power. Written through a stream, since an interrupt closes a {@code FileChannel} for everyone.
 */
final class FileJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final Path file;
    private final FileOutputStream out;

    private FileJournal(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    static FileJournal open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileOutputStream out = new FileOutputStream(file.toFile(), true);
            try {
                lock(file, out.getChannel());
                cutTornLine(file, out.getChannel());
            } catch (IOException | RuntimeException e) {
                out.close();
                throw e;
            }
            return new FileJournal(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the journal " + file, e);
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("held by this JVM", e);
        }
        throw new IOException("the journal " + file + " is in use by another simulator");
    }

    /** A process killed while it wrote leaves half a line, which was never answered for. */
    private static void cutTornLine(Path file, FileChannel channel) throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long end = reader.length();
            while (end > 0) {
                reader.seek(end - 1);
                if (reader.read() == '\n') {
                    break;
                }
                end--;
            }
            if (end < reader.length()) {
                LOG.warn("the journal's last line is torn: {} bytes cut", reader.length() - end);
                channel.truncate(end);
            }
        }
    }

    @Override
    public synchronized void append(JournalEntry entry) {
        byte[] line = Json.MAPPER.writeValueAsBytes(entry);
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        try {
            out.write(ended);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal " + file, e);
        }
    }

    @Override
    public void replay(Consumer<JournalEntry> reader) {
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(line -> Json.MAPPER.readValue(line, JournalEntry.class)).forEach(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the journal " + file, e);
        } catch (JacksonException e) {
            throw new IllegalStateException("the journal " + file + " has a line that is not of this version", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the journal " + file, e);
        }
    }
}
