package ai.tulia.messaging.bench.bare;

import ai.tulia.messaging.activities.delivery.OutboundMessage;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Spring, Tomcat, PostgreSQL and the provider's client cost without any rule of ours: an endpoint that stores a body by
 * one INSERT, and one that stores it, posts a message by the product's client and notes its id by one UPDATE.
 */
@SpringBootConfiguration
@ComponentScan(basePackageClasses = TwilioGateway.class)
@ConfigurationPropertiesScan(basePackageClasses = TwilioGateway.class)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
public class BareEndpoint {
    public static final String PATH = "/bare";
    /** Takes the recipient as its body. */
    public static final String SEND_PATH = "/bare/send";

    /** The table it needs. */
    public static final String TABLE =
            "create table bare (id uuid primary key default uuidv7(), body text not null, at timestamptz not null, sid text)";

    public static void main(String[] args) {
        new SpringApplicationBuilder(BareEndpoint.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "spring.config.name=bare",
                        "spring.main.banner-mode=off",
                        "spring.threads.virtual.enabled=true",
                        "spring.datasource.hikari.maximum-pool-size=20",
                        "spring.datasource.hikari.data-source-properties.prepareThreshold=1")
                .run(args);
    }

    @RestController
    static class Door {
        private final JdbcClient jdbc;
        private final TwilioGateway provider;

        Door(JdbcClient jdbc, TwilioGateway provider) {
            this.jdbc = jdbc;
            this.provider = provider;
        }

        @PostMapping(PATH)
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void store(@RequestBody String body) {
            jdbc.sql("insert into bare (body, at) values (:body, :at)")
                    .param("body", body)
                    .param("at", OffsetDateTime.now())
                    .update();
        }

        @PostMapping(SEND_PATH)
        @ResponseStatus(HttpStatus.CREATED)
        String send(@RequestBody String recipient) {
            UUID id = jdbc.sql("insert into bare (body, at) values (:body, :at) returning id")
                    .param("body", recipient)
                    .param("at", OffsetDateTime.now())
                    .query(UUID.class)
                    .single();
            if (!(provider.post(message(recipient, id), () -> true) instanceof ProviderAnswer.Created created)) {
                throw new IllegalStateException("a bare POST failed");
            }
            jdbc.sql("update bare set sid = :sid where id = :id")
                    .param("sid", created.sid())
                    .param("id", id)
                    .update();
            return created.sid();
        }

        private static OutboundMessage message(String recipient, UUID id) {
            return new OutboundMessage(
                    "AC" + "0".repeat(32),
                    "a token",
                    "whatsapp:+14155238886",
                    "whatsapp:" + recipient,
                    "Your code is 123456.",
                    null,
                    Map.of(),
                    null,
                    URI.create("http://127.0.0.1:1/v1/webhooks/twilio/" + id + "/" + id + "/1"));
        }

        @GetMapping("/actuator/health/readiness")
        String ready() {
            return "UP";
        }
    }
}
