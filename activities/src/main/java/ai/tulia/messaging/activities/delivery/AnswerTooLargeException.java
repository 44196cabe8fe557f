package ai.tulia.messaging.activities.delivery;

import java.io.IOException;

/** What is answered is larger than what is taken; the rest was not read. */
public final class AnswerTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    public AnswerTooLargeException(int maxBytes) {
        super("more than " + maxBytes + " bytes");
    }
}
