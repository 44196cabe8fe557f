package ai.tulia.messaging.store.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Refuses to start on an older server or an older schema. A server that does not answer is waited for, as everywhere. */
@Component
class LedgerVersionCheck implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerVersionCheck.class);

    private final DataSource app;

    LedgerVersionCheck(DataSource app) {
        this.app = app;
    }

    @Override
    public void afterPropertiesSet() {
        try (var connection = app.getConnection()) {
            ServerVersion.require(connection);
            SchemaVersion.require(connection);
        } catch (SQLException e) {
            LOG.warn("the database's version was not read: {}", e.getClass().getSimpleName());
        }
    }
}
