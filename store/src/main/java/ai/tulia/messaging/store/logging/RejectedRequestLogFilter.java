package ai.tulia.messaging.store.logging;

import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;

/**
 * Tomcat logs the header line, request target, parameter or cookie that it rejects, and with it an API key or a phone
 * number. Its parsers read this setting when they are created, so it is made before any application starts. Registered
 * in {@code META-INF/spring.factories}, so that every process that opens the ledger has it, whoever starts it.
 */
public final class RejectedRequestLogFilter implements ApplicationListener<ApplicationStartingEvent> {
    @Override
    public void onApplicationEvent(ApplicationStartingEvent starting) {
        System.setProperty("org.apache.juli.logging.UserDataHelper.CONFIG", "NONE");
    }
}
