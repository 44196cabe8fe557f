package ai.tulia.messaging.api.connection;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Lets each request know its {@link CallerConnection}. */
@Component
class CallerConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(CallerAwareProtocol.class.getName());
        factory.addContextCustomizers(context -> context.getPipeline().addValve(new CallerConnectionValve()));
    }
}
