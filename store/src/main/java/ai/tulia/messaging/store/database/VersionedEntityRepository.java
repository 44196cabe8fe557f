package ai.tulia.messaging.store.database;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;

/** Reads and edits one entity at a time, within the open tenant transaction. */
@NoRepositoryBean
public interface VersionedEntityRepository<E extends VersionedEntity> extends Repository<E, TenantKey> {
    Optional<E> findById(TenantKey key);

    /** The same with the row's lock until the transaction ends: two who edit it follow each other, and none fails. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from #{#entityName} e where e.key.tenantId = :tenantId and e.key.id = :id")
    Optional<E> lock(UUID tenantId, UUID id);

    /** @throws org.springframework.dao.DuplicateKeyException when another row has what must be unique */
    E saveAndFlush(E entity);

    /** Writes what was edited, so that the new version is known. Throws as {@link #saveAndFlush} does. */
    void flush();
}
