package ai.tulia.messaging.store.quota;

import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Reaches the counter call of a reservation without its ledger write, for the bench alone. */
public final class WindowProbe {
    private final QuotaWindow window;

    public WindowProbe(ApplicationContext context) {
        this.window = context.getBean(QuotaWindow.class);
    }

    /** @throws IllegalStateException when the unit was denied */
    public void reserve(UUID tenantId, UUID messageId, QuotaRequest request) {
        var unit = window.ask(QuotaWindow.Mode.RESERVE, tenantId, List.of(messageId.toString()), request)
                .getFirst();
        if (!unit.granted()) {
            throw new IllegalStateException("no unit");
        }
    }

    public static String script() {
        return QuotaScript.ASK.text();
    }
}
