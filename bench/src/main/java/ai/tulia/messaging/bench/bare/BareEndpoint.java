package ai.tulia.messaging.bench.bare;

import java.time.OffsetDateTime;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What Spring, Tomcat and PostgreSQL cost without any rule of ours: an endpoint that stores a body by one INSERT. */
@SpringBootConfiguration
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

    /** The table it needs. */
    public static final String TABLE =
            "create table bare (id uuid primary key default uuidv7(), body text not null, at timestamptz not null)";

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

        Door(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @PostMapping(PATH)
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void store(@RequestBody String body) {
            jdbc.sql("insert into bare (body, at) values (:body, :at)")
                    .param("body", body)
                    .param("at", OffsetDateTime.now())
                    .update();
        }

        @GetMapping("/actuator/health/readiness")
        String ready() {
            return "UP";
        }
    }
}
