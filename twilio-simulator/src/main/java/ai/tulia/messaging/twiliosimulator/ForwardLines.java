package ai.tulia.messaging.twiliosimulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;

/** Reads lines of bytes, each with its place. */
final class ForwardLines {
    private static final int BLOCK = 1 << 16;

    private ForwardLines() {}

    /** What follows the last line's end is left out. */
    static void forEach(InputStream in, BiConsumer<byte[], JournalPlace> reader) throws IOException {
        byte[] block = new byte[BLOCK];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long offset = 0;
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            int from = 0;
            for (int at = 0; at < read; at++) {
                if (block[at] == '\n') {
                    line.write(block, from, at - from);
                    JournalPlace place = new JournalPlace(offset, line.size());
                    reader.accept(line.toByteArray(), place);
                    line.reset();
                    offset = place.next();
                    from = at + 1;
                }
            }
            line.write(block, from, read - from);
        }
    }
}
