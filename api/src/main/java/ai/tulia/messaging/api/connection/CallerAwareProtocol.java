package ai.tulia.messaging.api.connection;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1 whose requests know whether their caller is still there. Tomcat makes it, by its name. */
public final class CallerAwareProtocol extends Http11NioProtocol {
    @Override
    protected Processor createProcessor() {
        return new CallerAwareProcessor(this, getAdapter());
    }
}
