package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The saved audiences of a tenant, within the open tenant transaction. */
@Component
public class AudienceRepository {
    private final JdbcClient jdbc;

    AudienceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Audience> find(UUID tenantId, UUID audienceId) {
        return jdbc.sql("select * from audience where tenant_id = ? and id = ?")
                .params(tenantId, audienceId)
                .query(AudienceRepository::audience)
                .optional();
    }

    /** The same, holding the row until the transaction ends. */
    public Optional<Audience> lock(UUID tenantId, UUID audienceId) {
        return jdbc.sql("select * from audience where tenant_id = ? and id = ? for update")
                .params(tenantId, audienceId)
                .query(AudienceRepository::audience)
                .optional();
    }

    /** Newest first; those older than {@code before}, or the newest when it is null. */
    public List<Audience> page(UUID tenantId, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from audience
                        where tenant_id = :tenant and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit""")
                .param("tenant", tenantId)
                .param("before", before == null ? null : before.toString())
                .param("limit", limit)
                .query(AudienceRepository::audience)
                .list();
    }

    /** @throws DuplicateKeyException when the tenant has an audience of this name */
    public void add(UUID tenantId, Audience audience) {
        jdbc.sql("""
                        insert into audience (tenant_id, id, name, criteria, created_at, updated_at)
                        values (:tenant, :id, :name, cast(:criteria as jsonb), :created, :updated)""")
                .param("tenant", tenantId)
                .param("id", audience.id())
                .param("name", audience.name())
                .param("criteria", Sql.json(audience.criteria()))
                .param("created", Sql.utc(audience.createdAt()))
                .param("updated", Sql.utc(audience.updatedAt()))
                .update();
    }

    /**
     * Writes name and criteria of an audience that exists.
     *
     * @throws DuplicateKeyException when another audience of the tenant has this name
     */
    public void change(UUID tenantId, Audience audience) {
        jdbc.sql("""
                        update audience set name = :name, criteria = cast(:criteria as jsonb), updated_at = :updated
                        where tenant_id = :tenant and id = :id""")
                .param("tenant", tenantId)
                .param("id", audience.id())
                .param("name", audience.name())
                .param("criteria", Sql.json(audience.criteria()))
                .param("updated", Sql.utc(audience.updatedAt()))
                .update();
    }

    /** @return whether there was one */
    public boolean remove(UUID tenantId, UUID audienceId) {
        return jdbc.sql("delete from audience where tenant_id = ? and id = ?")
                        .params(tenantId, audienceId)
                        .update()
                > 0;
    }

    private static Audience audience(ResultSet row, int index) throws SQLException {
        return new Audience(
                Objects.requireNonNull(Sql.uuid(row, "id")),
                row.getString("name"),
                Sql.object(row.getString("criteria")),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Objects.requireNonNull(Sql.instant(row, "updated_at")));
    }
}
