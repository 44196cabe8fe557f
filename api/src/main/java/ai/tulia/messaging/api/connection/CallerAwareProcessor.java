package ai.tulia.messaging.api.connection;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;

/** Leaves a note on each request by which its connection can be asked; Tomcat itself looks only when it reads or writes. */
final class CallerAwareProcessor extends Http11Processor {
    /** A {@link BooleanSupplier}: whether the caller is gone. The first of the numbers that Tomcat leaves to others. */
    static final int NOTE = 17;

    CallerAwareProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
        BooleanSupplier gone = this::isCallerGone;
        request.setNote(NOTE, gone);
    }

    /** Reads without waiting. What has come already of a next request stays in the buffer from which it will be read. */
    private boolean isCallerGone() {
        try {
            getSocketWrapper().isReadyForRead();
            return false;
        } catch (IOException endedOrBroken) {
            return true;
        }
    }
}
