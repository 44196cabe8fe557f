package ai.tulia.messaging.twiliosimulator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Takes each change before it is answered for, and gives it back by its place. One JSON line a change, handed to the
 * operating system before {@link #append} returns: it outlives the process, though not a loss of power. Neither written
 * nor read through a {@code FileChannel}, since an interrupt would close that for everyone.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final FileOutputStream out;
    private final RandomAccessFile in;
    private long end;

    private Journal(Path file, FileOutputStream out, RandomAccessFile in) throws IOException {
        this.file = file;
        this.out = out;
        this.in = in;
        end = in.length();
    }

    /** @param file null: a temporary one, which is gone when the process ends, however it ends */
    static Journal open(@Nullable Path file) {
        try {
            if (file != null) {
                Files.createDirectories(file.toAbsolutePath().normalize().getParent());
                return openFile(file);
            }
            Path temporary = Files.createTempFile("twilio-simulator-", ".jsonl");
            try {
                return openFile(temporary);
            } finally {
                Files.delete(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the journal " + file, e);
        }
    }

    private static Journal openFile(Path file) throws IOException {
        FileOutputStream out = new FileOutputStream(file.toFile(), true);
        try {
            lock(file, out.getChannel());
            RandomAccessFile in = new RandomAccessFile(file.toFile(), "r");
            cutTornLine(in, out.getChannel());
            return new Journal(file, out, in);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("locked by this JVM", e);
        }
        throw new IOException("the journal " + file + " is in use by another simulator");
    }

    /** A process killed while it wrote leaves half a line, which was never answered for. */
    private static void cutTornLine(RandomAccessFile reader, FileChannel channel) throws IOException {
        long end = reader.length();
        while (end > 0) {
            reader.seek(end - 1);
            if (reader.read() == '\n') {
                break;
            }
            end--;
        }
        if (end < reader.length()) {
            LOG.warn("the journal's last line was torn: {} bytes cut", reader.length() - end);
            channel.truncate(end);
        }
    }

    /** Returns once the entry would survive the death of this process. */
    synchronized JournalPlace append(JournalEntry entry) {
        byte[] line = Json.MAPPER.writeValueAsBytes(entry);
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        try {
            out.write(ended);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal " + file, e);
        }
        JournalPlace place = new JournalPlace(end, line.length);
        end = place.next();
        return place;
    }

    /** The entry at a place that this journal gave. */
    JournalEntry read(JournalPlace place) {
        return parse(bytes(place.offset(), place.length()));
    }

    /** The entries between two line starts, the last first. Read as the stream is. */
    Stream<JournalEntry> backwards(long before, long until) {
        return new BackwardLines(this::bytes, before, until).stream().map(this::read);
    }

    /** Hands over what earlier runs appended, oldest first. To be called once, before anything is appended. */
    void replay(BiConsumer<JournalEntry, JournalPlace> reader) {
        if (end == 0) {
            return; // a temporary one, which has no name any more
        }
        try (InputStream lines = Files.newInputStream(file)) {
            ForwardLines.forEach(lines, (line, place) -> reader.accept(parse(line), place));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the journal " + file, e);
        }
    }

    private byte[] bytes(long offset, int length) {
        byte[] bytes = new byte[length];
        synchronized (in) {
            try {
                in.seek(offset);
                in.readFully(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the journal " + file, e);
            }
        }
        return bytes;
    }

    private JournalEntry parse(byte[] line) {
        try {
            return Json.MAPPER.readValue(line, JournalEntry.class);
        } catch (JacksonException e) {
            throw new IllegalStateException("the journal " + file + " has a line that is not of this version", e);
        }
    }

    @Override
    public synchronized void close() {
        try (in) {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the journal " + file, e);
        }
    }
}
