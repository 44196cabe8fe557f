package ai.tulia.messaging.store.database;

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
 */
@ConfigurationProperties("tulia.db")
public record DatabaseProperties(
        String url,
        String appPassword,
        @Nullable String operatorPassword,
        @Nullable String sweeperPassword,
        @Nullable String eraserPassword,
        @DefaultValue("20") int poolSize) {}
