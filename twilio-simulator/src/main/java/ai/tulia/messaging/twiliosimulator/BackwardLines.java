package ai.tulia.messaging.twiliosimulator;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The places of lines, the last first, read block by block. */
final class BackwardLines implements Iterator<JournalPlace> {
    private static final int BLOCK = 1 << 16;

    private final Bytes bytes;
    private final long until;
    private long end;
    private long blockStart;
    private byte[] block = {};

    interface Bytes {
        byte[] read(long offset, int length);
    }

    /**
     * @param before where a line starts, or the file's end
     * @param until where the earliest line to be read starts
     */
    BackwardLines(Bytes bytes, long before, long until) {
        this.bytes = bytes;
        this.until = until;
        end = before;
    }

    Stream<JournalPlace> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        return end > until;
    }

    @Override
    public JournalPlace next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        long start = end - 1; // the line's own end
        while (start > until && at(start - 1) != '\n') {
            start--;
        }
        JournalPlace place = new JournalPlace(start, Math.toIntExact(end - 1 - start));
        end = start;
        return place;
    }

    private byte at(long offset) {
        if (offset < blockStart || offset >= blockStart + block.length) {
            blockStart = Math.max(until, offset + 1 - BLOCK);
            block = bytes.read(blockStart, Math.toIntExact(offset + 1 - blockStart));
        }
        return block[Math.toIntExact(offset - blockStart)];
    }
}
