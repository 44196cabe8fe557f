package ai.tulia.messaging.store.inbound;

import ai.tulia.messaging.domain.consent.KeywordLanguage;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keywords of tenants, within the open tenant transaction. */
@Component
public class KeywordSettingsRepository {
    private final JdbcClient jdbc;

    KeywordSettingsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param version counts the changes; 0 = never set */
    public record Stored(KeywordSettings settings, long version) {}

    public Stored find(UUID tenantId) {
        return jdbc.sql("select * from keyword_settings where tenant_id = :tenant")
                .param("tenant", tenantId)
                .query((row, n) -> stored(row))
                .optional()
                .orElse(new Stored(KeywordSettings.STANDARD, 0));
    }

    /** Puts these in place of what the tenant has; two at once follow each other. */
    public Stored put(UUID tenantId, KeywordSettings settings, Precondition precondition) {
        // So that there is a row to lock: of two who set it for the first time, the second sees the first's.
        jdbc.sql("""
                        insert into keyword_settings (tenant_id, languages, stop_words, start_words, help_words)
                        values (:tenant, '{}', '{}', '{}', '{}') on conflict (tenant_id) do nothing""").param("tenant", tenantId).update();
        precondition.check(jdbc.sql("select version from keyword_settings where tenant_id = :tenant for no key update")
                .param("tenant", tenantId)
                .query(Long.class)
                .single());
        return jdbc.sql("""
                        update keyword_settings set languages = :languages, stop_words = :stop, start_words = :start,
                            help_words = :help, stop_reply = :stopReply, start_reply = :startReply,
                            help_reply = :helpReply, version = version + 1
                        where tenant_id = :tenant
                        returning *""")
                .param(
                        "languages",
                        settings.languages().stream().map(KeywordLanguage::code).toArray(String[]::new))
                .param("stop", settings.stop().toArray(String[]::new))
                .param("start", settings.start().toArray(String[]::new))
                .param("help", settings.help().toArray(String[]::new))
                .param("stopReply", settings.stopReply())
                .param("startReply", settings.startReply())
                .param("helpReply", settings.helpReply())
                .param("tenant", tenantId)
                .query((row, n) -> stored(row))
                .single();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        List<KeywordLanguage> languages = Sql.strings(row, "languages").stream()
                .map(KeywordLanguage::fromCode)
                .toList();
        return new Stored(
                new KeywordSettings(
                        languages,
                        Sql.strings(row, "stop_words"),
                        Sql.strings(row, "start_words"),
                        Sql.strings(row, "help_words"),
                        row.getString("stop_reply"),
                        row.getString("start_reply"),
                        row.getString("help_reply")),
                row.getLong("version"));
    }
}
