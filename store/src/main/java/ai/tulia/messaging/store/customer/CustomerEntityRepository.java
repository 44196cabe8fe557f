package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.database.VersionedEntityRepository;

interface CustomerEntityRepository extends VersionedEntityRepository<CustomerEntity> {}
