package ai.tulia.messaging.store.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Refuses to start on an older server. One that does not answer is waited for, as everywhere. */
@Component
class ServerVersionCheck implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(ServerVersionCheck.class);

    private final DataSource app;

    ServerVersionCheck(DataSource app) {
        this.app = app;
    }

    @Override
    public void afterPropertiesSet() {
        try (var connection = app.getConnection()) {
            ServerVersion.require(connection);
        } catch (SQLException e) {
            LOG.warn("the database's version is not known yet: {}", e.getClass().getSimpleName());
        }
    }
}
