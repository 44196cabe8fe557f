package ai.tulia.messaging.store.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the ledger is and how each role enters it but its owner, which {@link LedgerMigration} alone can be.
 *
 * @param url JDBC address of the database
 * @param appPassword of {@code tulia_app}: sees one tenant at a time
 * @param operatorPassword of {@code tulia_operator}: keeps tenants and keys; null = this process has no operator routes
 * @param sweeperPassword of {@code tulia_sweeper}: reads the rows that nobody is working on; null = this process does not sweep
 * @param eraserPassword of {@code tulia_eraser}: removes what is past its retention; null = this process removes nothing
 * @param poolSize connections of the app role
 * @param heavyPoolSize more of them, for {@link HeavyWork}; a tenant has at most half as much of it at once
 * @param statementTimeout after which the server ends a statement of the app or operator role, unless it is
 *     {@link HeavyWork}; less than the 30 s after which a connection counts as broken
 * @param lockTimeout after which it ends one that waits for a row, of any role
 */
@ConfigurationProperties("tulia.db")
public record DatabaseProperties(
        String url,
        String appPassword,
        @Nullable String operatorPassword,
        @Nullable String sweeperPassword,
        @Nullable String eraserPassword,
        @DefaultValue("20") int poolSize,
        @DefaultValue("8") int heavyPoolSize,
        @DefaultValue("25s") Duration statementTimeout,
        @DefaultValue("10s") Duration lockTimeout) {}
